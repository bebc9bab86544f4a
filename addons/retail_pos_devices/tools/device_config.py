"""What a box is told about a device: the driver's settings from the profile, overlaid by the device's own.

A profile says what is alike in many stores (paper, code page, time-outs); a device says what is its own
(port, address, terminal number). Names and limits are those of the box's drivers.
"""

from dataclasses import dataclass

CODEPAGES = ("cp1252", "cp858", "cp865", "cp850", "cp437")
#: What the box can print beside each other on each paper.
PRINTER_MODELS = {
    "epson_tm_t88": ("Epson TM-T88", 42),
    "epson_tm_t70": ("Epson TM-T70", 42),
    "epson_tm_t20": ("Epson TM-T20", 48),
    "epson_tm_t82": ("Epson TM-T82", 48),
    "epson_tm_m30": ("Epson TM-m30", 48),
    "epson_tm_m10": ("Epson TM-m10", 35),
    "epson_tm_p20": ("Epson TM-P20", 32),
    "bixolon_srp_350": ("Bixolon SRP-350", 42),
    "citizen_ct_s310": ("Citizen CT-S310", 48),
    "citizen_ct_e351": ("Citizen CT-E351", 48),
    "star_mc_print3": ("Star mC-Print3 (ESC/POS)", 48),
    "xprinter_xp_80": ("Xprinter XP-80", 48),
    "xprinter_xp_58": ("Xprinter XP-58", 32),
}
PAPERS = {"epson80": 48, "epson80_512": 42, "epson58": 32}
MOST_COLUMNS = {**PAPERS, **{name: columns for name, (_label, columns) in PRINTER_MODELS.items()}}
PRINTER_PROFILES = tuple(PAPERS)
LEAST_COLUMNS = 24
SUFFIXES = ("cr", "lf", "crlf", "tab", "none")
LINE_FORMATS = ("8N1", "8E1", "8O1", "7E1", "7O1", "7N2", "8N2")
BAUDRATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


@dataclass(frozen=True)
class Setting:
    """One setting of a profile: its default, and what it may be."""

    default: object
    choices: tuple = ()
    minimum: int | None = None
    maximum: int | None = None

    def problem(self, value) -> str | None:
        if type(value) is not type(self.default):
            return "type"
        if self.choices and value not in self.choices:
            return "choice"
        too_small = self.minimum is not None and value < self.minimum
        too_big = self.maximum is not None and value > self.maximum
        return "range" if too_small or too_big else None


PROFILE = {
    "printer": {
        "profile": Setting("epson80", PRINTER_PROFILES),
        "columns": Setting(42, minimum=LEAST_COLUMNS, maximum=max(MOST_COLUMNS.values())),
        "codepage": Setting("cp1252", CODEPAGES),
        "drawer_pin": Setting(2, (2, 5)),
        "cut": Setting(True),
    },
    "scanner": {
        "suffix": Setting("cr", SUFFIXES),
        "idle_ms": Setting(50, minimum=5, maximum=2000),
        "aim": Setting(False),
    },
    "terminal": {
        "timeout_s": Setting(150, minimum=125, maximum=600),
    },
}


def default_profile() -> dict:
    return {
        "version": 1,
        **{kind: {name: setting.default for name, setting in group.items()} for kind, group in PROFILE.items()},
    }


def profile_problems(document: dict) -> list[tuple[str, str]]:
    """(path, what is wrong: unknown, type, choice, range) for everything a box would refuse."""
    problems = []
    if document.get("version") != 1:
        problems.append(("version", "choice"))
    for kind in sorted(set(document) - {"version"} - set(PROFILE)):
        problems.append((kind, "unknown"))
    for kind, group in PROFILE.items():
        values = document.get(kind, {})
        if not isinstance(values, dict):
            problems.append((kind, "type"))
            continue
        problems += [(f"{kind}.{name}", "unknown") for name in sorted(set(values) - set(group))]
        for name, setting in group.items():
            problem = setting.problem(values[name]) if name in values else None
            if problem:
                problems.append((f"{kind}.{name}", problem))
    return problems


def merged(kind: str | None, profile: dict | None, own: dict) -> dict:
    """The driver's config: defaults, then the profile's, then what the device itself says (None: nothing)."""
    config = {name: setting.default for name, setting in PROFILE.get(kind, {}).items()}
    config.update((profile or {}).get(kind, {}))
    config.update({name: value for name, value in own.items() if value is not None})
    if kind == "printer":
        # Paper and width may come from different places; the box refuses what doesn't fit.
        config["columns"] = min(config["columns"], MOST_COLUMNS[config["profile"]])
    return config


def line_settings(line_format: str | None) -> dict:
    """A line as manuals write it, such as 7E1: data bits, parity, stop bits. Nothing leaves what is usual."""
    if not line_format:
        return {}
    bits, parity, stop = line_format
    return {"bytesize": int(bits), "parity": parity, "stopbits": int(stop)}
