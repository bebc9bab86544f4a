"""Which pictures a printer keeps, and how they are told by their hash."""

from PIL import Image

from iot_box.logos import DAY_S, MOST_STORED_A_DAY, WORTH_AFTER, Logo, Shelf, keys_in


def logo(shade: int, width: int = 200) -> Logo:
    image = Image.new("L", (width, 60), 255)
    image.paste(0, (0, 0, shade, 60))
    return Logo.of(image)


def test_the_name_is_the_picture() -> None:
    assert logo(10) == logo(10)
    assert len({logo(n).key for n in range(1, 60)}) > 50
    assert logo(10).print_stored()[7:9].decode() == logo(10).key


def test_a_picture_is_stored_once_it_is_printed_again_and_again() -> None:
    shelf = Shelf()
    shelf.keys = set()
    for _ in range(WORTH_AFTER - 1):
        shelf.saw(logo(10))
        assert shelf.next(0) is None
    shelf.saw(logo(10))
    assert shelf.next(0) == logo(10)
    shelf.stored(logo(10), 0, {logo(10).key})
    assert shelf.next(1) is None and logo(10).key in shelf.keys


def test_a_printer_without_memory_is_left_alone() -> None:
    shelf = Shelf()
    for _ in range(9):
        shelf.saw(logo(10))
    assert shelf.next(0) is None


def test_one_that_the_printer_does_not_take_is_not_sent_for_ever() -> None:
    shelf = Shelf()
    shelf.keys = set()
    for _ in range(9):
        shelf.saw(logo(10))
    shelf.stored(logo(10), 0, set())
    for _ in range(9):
        shelf.saw(logo(10))
    assert shelf.next(1) is None


def test_the_memory_is_written_seldom() -> None:
    shelf = Shelf()
    shelf.keys = set()
    for n in range(1, MOST_STORED_A_DAY + 2):
        for _ in range(WORTH_AFTER):
            shelf.saw(logo(n))
        found = shelf.next(n)
        if found:
            shelf.stored(found, n, shelf.keys | {found.key})
    assert len(shelf.keys) == MOST_STORED_A_DAY
    assert shelf.next(DAY_S + 9) is not None


def test_small_signs_are_not_worth_it() -> None:
    shelf = Shelf()
    shelf.keys = set()
    for _ in range(9):
        shelf.saw(logo(5, width=16))
    assert shelf.next(0) is None


def test_the_printers_list() -> None:
    assert keys_in(b"7r@A1b2\x00") == {"A1", "b2"}
    assert keys_in(b"7r@\x00") == set()
