"""Device profiles: settings that are alike in many stores, kept and released as content.

The nearest profile released for a device's till (or, without a till, for its store) is merged into
what its box is told.
"""

from odoo import _, fields, models

from ..tools import device_config

DEFAULTS = device_config.default_profile()


def _default(kind, name):
    return DEFAULTS[kind][name]


class RetailDeviceProfile(models.Model):
    _name = "retail.device.profile"
    _description = "Device Profile"
    _inherit = ["retail.content.mixin", "mail.thread"]
    _order = "name, id"
    _retail_kind = "devices"
    _retail_resolve = "nearest"

    printer_profile = fields.Selection(
        [("epson80", "80 mm paper"), ("epson80_512", "80 mm paper, narrower print (512 dots)"), ("epson58", "58 mm paper")],
        string="Paper",
        required=True,
        default=_default("printer", "profile"),
        tracking=True,
    )
    printer_columns = fields.Integer(
        "Characters a line",
        required=True,
        default=_default("printer", "columns"),
        tracking=True,
        help="Most 80 mm printers have 42 or 48, 58 mm printers 32 or 30. What does not fit the paper is lowered to what does.",
    )
    printer_codepage = fields.Selection(
        [(page, page.upper()) for page in device_config.CODEPAGES],
        string="Character set",
        required=True,
        default=_default("printer", "codepage"),
        tracking=True,
        help="CP1252 has the Norwegian letters and é, €.",
    )
    printer_drawer_pin = fields.Selection(
        [("2", "Pin 2 (usual)"), ("5", "Pin 5")],
        string="Drawer cable",
        required=True,
        default=str(_default("printer", "drawer_pin")),
        tracking=True,
    )
    printer_cut = fields.Boolean("Cut the paper", default=_default("printer", "cut"), tracking=True)
    scanner_suffix = fields.Selection(
        [("cr", "Enter (CR)"), ("lf", "Line feed (LF)"), ("crlf", "CR + LF"), ("tab", "Tab"), ("none", "Nothing")],
        string="Ends a barcode with",
        required=True,
        default=_default("scanner", "suffix"),
        tracking=True,
    )
    scanner_idle_ms = fields.Integer(
        "Pause that ends a barcode (ms)",
        required=True,
        default=_default("scanner", "idle_ms"),
        tracking=True,
        help="Counts where the scanner sends nothing after a barcode.",
    )
    scanner_aim = fields.Boolean(
        "Sends the AIM prefix",
        default=_default("scanner", "aim"),
        tracking=True,
        help="Three characters such as ]E0 in front that name the kind of barcode.",
    )
    terminal_timeout_s = fields.Integer(
        "Longest card payment (s)",
        required=True,
        default=_default("terminal", "timeout_s"),
        tracking=True,
        help="After this the box asks the terminal what became of the payment. Terminals may take 120 s.",
    )

    def _retail_document(self):
        self.ensure_one()
        return {
            "version": 1,
            "printer": {
                "profile": self.printer_profile,
                "columns": self.printer_columns,
                "codepage": self.printer_codepage,
                "drawer_pin": int(self.printer_drawer_pin),
                "cut": self.printer_cut,
            },
            "scanner": {
                "suffix": self.scanner_suffix,
                "idle_ms": self.scanner_idle_ms,
                "aim": self.scanner_aim,
            },
            "terminal": {"timeout_s": self.terminal_timeout_s},
        }

    def _retail_check(self, document):
        problems = super()._retail_check(document)
        for path, problem in device_config.profile_problems(document):
            kind, _dot, name = path.partition(".")
            field = self._fields.get(f"{kind}_{name}")
            label = field._description_string(self.env) if field else path
            problems.append(
                {
                    "level": "error",
                    "path": path,
                    "message": self._retail_problem_text(problem, kind, name, label),
                    "model": self._name,
                    "res_id": self.id,
                }
            )
        return problems

    def _retail_problem_text(self, problem, kind, name, label):
        setting = device_config.PROFILE.get(kind, {}).get(name)
        if problem == "range":
            return _("%(label)s: a number from %(minimum)s to %(maximum)s", label=label, minimum=setting.minimum, maximum=setting.maximum)
        if problem == "choice" and setting:
            return _("%(label)s: one of %(choices)s", label=label, choices=", ".join(map(str, setting.choices)))
        return _("%(label)s: not known to the boxes", label=label)
