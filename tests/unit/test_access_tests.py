"""No model without a test of its rights: every model of the addons is named in its addon's tests/test_access.py.

Left out is what has no table of its own to give rights on: abstract models, and what the demo loads data with.
"""

import re

import pytest

from devkit import paths

CLASS = re.compile(r"^class \w+\(models\.(\w+).*?\):\n(.*?)(?=^class |\Z)", re.MULTILINE | re.DOTALL)
NAME = re.compile(r'^    _name = "(retail\.[\w.]+)"', re.MULTILINE)


def _models(addon):
    """The names of the models that an addon brings and that hold rows."""
    for file in sorted([*addon.glob("models/*.py"), *addon.glob("wizard/*.py")]):
        for base, body in CLASS.findall(file.read_text(encoding="utf-8")):
            name = NAME.search(body)
            if name and base != "AbstractModel":
                yield name[1]


ADDONS = {addon.name: list(_models(addon)) for addon in sorted((paths.ROOT / "addons").iterdir()) if addon.is_dir()}


@pytest.mark.parametrize("addon", [name for name, models in ADDONS.items() if models])
def test_every_model_has_a_test_of_its_rights(addon):
    test = paths.ROOT / "addons" / addon / "tests/test_access.py"
    assert test.exists(), f"{addon} brings models but has no tests/test_access.py"
    text = test.read_text(encoding="utf-8")
    assert [name for name in ADDONS[addon] if f'"{name}"' not in text] == []


def test_the_models_are_found():
    """That the check above looks at something."""
    found = {name for models in ADDONS.values() for name in models}
    assert {"retail.campaign", "retail.price.walk.line", "retail.label.event", "retail.box.pair"} <= found
    assert "retail.campaign.goods" not in found, "abstract"
