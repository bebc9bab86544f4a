"""One question to the database for what the start of a till needs of single records, where Odoo asks one for each.

Columns of a few records, of those that they lead to, and whatever else is to be told come in one row. Columns go into
Odoo's own cache, so that its code finds them there and asks for nothing; what it needs beyond them it asks for as ever.
"""

from odoo import api, models, tools
from odoo.tools import SQL


class RetailAsk(models.AbstractModel):
    _name = "retail.ask"
    _description = "Question for a Till's Start"

    @api.model
    def _ask(self, roots, questions):
        """{name: answer} of the SQL terms in `questions`; None where one of the records is not there.

        `roots` are {alias: (record, ((path, (column, …)), …))}: a path of many2ones, "" for the record itself. Questions may
        name columns by alias, "config" or "config__company_id". Whoever asks has to see to it that the user may know.
        """
        self.env.flush_all()
        plans = [self._plan(alias, record._name, paths) for alias, (record, paths) in roots.items()]
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE %s",
                SQL(", ").join([terms for terms, _source, _targets in plans] + list(questions.values())),
                SQL(", ").join(source for _terms, source, _targets in plans),
                SQL(" AND ").join(SQL("%s = %s", SQL.identifier(alias, "id"), record.id) for alias, (record, _paths) in roots.items()),
            )
        )
        if not rows:
            return None
        values = iter(rows[0])
        for (record, _paths), (_terms, _source, targets) in zip(roots.values(), plans, strict=True):
            for model, fields in targets:
                number = next(values)
                found = record.env[model].browse(number)
                for field in fields:
                    value = next(values)
                    if number:
                        field._insert_cache(found, [value])
        return dict(zip(questions, values, strict=True))

    @api.model
    def _put(self, record, name, value):
        """Keep with a record, in Odoo's own form, what was found out on the way."""
        record._fields[name]._insert_cache(record, [value])

    @api.model
    @tools.ormcache("alias", "model", "paths", "self.env.lang")
    def _plan(self, alias, model, paths):
        """(columns, tables, [(model, fields in the columns' order, after its id)])"""
        terms, joins, targets = [], [SQL("%s AS %s", SQL.identifier(self.env[model]._table), SQL.identifier(alias))], []
        for path, names in paths:
            records, here = self.env[model].sudo(), alias
            for step in filter(None, path.split(".")):
                field, above, here = records._fields[step], here, f"{here}__{step}"
                records = records[step]
                join = SQL(
                    "LEFT JOIN %s AS %s ON %s = %s",
                    SQL.identifier(records._table),
                    SQL.identifier(here),
                    SQL.identifier(here, "id"),
                    SQL.identifier(above, field.name),
                )
                if join not in joins:
                    joins.append(join)
            fields = tuple(field for name in names if (field := records._fields.get(name)) and self._is_column(field))
            terms += [SQL.identifier(here, "id"), *(records._field_to_sql(here, field.name) for field in fields)]
            targets.append((records._name, fields))
        return SQL(", ").join(terms), SQL(" ").join(joins), targets

    @staticmethod
    def _is_column(field):
        """Whether all who ask have the same in the table itself."""
        plain = field.store and field.column_type and field.type not in ("binary", "properties")
        return bool(plain and field.name != "id" and not field.company_dependent)
