-- A large shop's goods in a database that has point of sale: believable names, codes, EAN-13 barcodes, taxes, categories.
-- :count goods are added to what is there; :pricelist gets a price for every fourth of them (0: none).
-- Rows are written as the ORM would leave them, a thousand times faster; every column not named here is copied
-- from an existing article.
BEGIN;
-- Triggers and foreign keys rest: the rows are right by construction, and no till is open that would want the changes.
SET LOCAL session_replication_role = replica;

CREATE TEMP TABLE pattern ON COMMIT DROP AS
    SELECT t.*, p.standard_price, p.id AS variant_id FROM product_template t JOIN product_product p ON p.product_tmpl_id = t.id
     WHERE t.available_in_pos AND t.active AND t.type = 'consu' AND p.active AND NOT COALESCE(t.to_weight, false)
     ORDER BY t.id LIMIT 1;

CREATE TEMP TABLE goods ON COMMIT DROP AS
SELECT n,
       nextval('product_template_id_seq')::int AS tmpl_id,
       nextval('product_product_id_seq')::int AS product_id,
       (ARRAY['Tine','Gilde','Nidar','Freia','Mills','Stabburet','Toro','Ringnes','Hansa','Kims','Sørlandschips','Grilstad',
              'Fjordland','Synnøve','Q-Meieriene','Bakers','Hatting','Mesterbakeren','Friele','Evergood','Lerum','Lilleborg',
              'Jordan','Asan','Kolonihagen','Prior','Lofoten','Findus','Grandiosa','Maarud'])[1 + (n * 7) % 30] AS brand,
       (ARRAY['lettmelk','helmelk','yoghurt','smør','brunost','gulost','rømme','kjøttdeig','pølser','leverpostei','laks','torsk',
              'reker','grovbrød','loff','knekkebrød','havregryn','mel','sukker','kaffe','te','brus','saft','øl','sjokolade',
              'kjeks','chips','nøtter','pizza','fiskepinner','erter','gulrøtter','poteter','epler','bananer','tomater','agurk',
              'sjampo','såpe','tannkrem','vaskepulver','oppvasktabletter','tørkepapir','bleier','lyspærer','batterier','stearinlys',
              'hundefôr','kattemat','syltetøy'])[1 + (n * 13) % 50] AS kind,
       (ARRAY['original','økologisk','uten sukker','laktosefri','ekstra','mild','lagret','grov','fin','røkt','naturell','jordbær',
              'bringebær','blåbær','vanilje','karamell','salt','søt','familie','liten','stor','premium','fersk','frossen'])
              [1 + (n / 50) % 24] AS flavour,
       (ARRAY['100 g','150 g','200 g','250 g','400 g','500 g','750 g','1 kg','0,33 l','0,5 l','1 l','1,5 l','6 stk','12 stk'])
              [1 + (n / 1200) % 14] AS size,
       round((5 + (n * 37 % 500) + 0.9)::numeric, 2) AS price
  FROM generate_series(1, :count) n;

DO $fill$
DECLARE
    copied text;
BEGIN
    SELECT string_agg(quote_ident(column_name), ',') INTO copied FROM information_schema.columns
     WHERE table_name = 'product_template' AND table_schema = current_schema()
       AND column_name NOT IN ('id', 'name', 'default_code', 'list_price', 'pos_sequence', 'description_sale', 'is_favorite');
    EXECUTE format(
        'INSERT INTO product_template (id, name, default_code, list_price, pos_sequence, is_favorite, %1$s)
         SELECT g.tmpl_id,
                jsonb_build_object(''en_US'', concat_ws('' '', g.brand, g.kind, g.flavour, g.size, ''no.'', g.n),
                                   ''nb_NO'', concat_ws('' '', g.brand, g.kind, g.flavour, g.size, ''nr.'', g.n)),
                ''V'' || lpad(g.n::text, 6, ''0''), g.price, 100 + g.n, false, %2$s FROM goods g, pattern',
        copied, (SELECT string_agg('pattern.' || c, ',') FROM unnest(string_to_array(copied, ',')) c));
    SELECT string_agg(quote_ident(column_name), ',') INTO copied FROM information_schema.columns
     WHERE table_name = 'product_product' AND table_schema = current_schema()
       AND column_name NOT IN ('id', 'product_tmpl_id', 'barcode', 'default_code', 'combination_indices');
    EXECUTE format(
        'INSERT INTO product_product (id, product_tmpl_id, default_code, combination_indices, barcode, %1$s)
         SELECT g.product_id, g.tmpl_id, ''V'' || lpad(g.n::text, 6, ''0''), '''', code || (10 - (
                  SELECT sum(substr(code, i, 1)::int * CASE WHEN i %% 2 = 0 THEN 3 ELSE 1 END) FROM generate_series(1, 12) i) %% 10) %% 10, %2$s
           FROM (SELECT *, ''709'' || lpad((n * 17)::text, 9, ''0'') AS code FROM goods) g, pattern
           JOIN product_product p ON p.id = pattern.variant_id',
        copied, (SELECT string_agg('p.' || c, ',') FROM unnest(string_to_array(copied, ',')) c));
END $fill$;

INSERT INTO product_taxes_rel (prod_id, tax_id)
SELECT g.tmpl_id, r.tax_id FROM goods g, pattern JOIN product_taxes_rel r ON r.prod_id = pattern.id;

INSERT INTO pos_category_product_template_rel (product_template_id, pos_category_id)
SELECT g.tmpl_id, c.ids[1 + g.n % array_length(c.ids, 1)] FROM goods g, (SELECT array_agg(id ORDER BY id) AS ids FROM pos_category) c
 WHERE c.ids IS NOT NULL;

INSERT INTO product_pricelist_item (pricelist_id, product_tmpl_id, applied_on, compute_price, fixed_price, base, company_id, currency_id,
                                    min_quantity, create_uid, write_uid, create_date, write_date, display_applied_on, date_start)
SELECT l.id, g.tmpl_id, '1_product', 'fixed', g.price - 1, 'list_price', l.company_id, l.currency_id, 0, 1, 1, now(), now(), '1_product',
       CASE WHEN g.n % 40 = 0 THEN now() + interval '30 days' END
  FROM goods g, product_pricelist l WHERE l.id = :pricelist AND g.n % 4 = 0;
COMMIT;
ANALYZE product_template;
ANALYZE product_product;
ANALYZE product_pricelist_item;
