"""What printers that speak ESC/POS can do, by family and by model, as their makers' manuals say.

`dots` is the printable width, `nv` whether logos can be kept in the printer (GS ( L). All have the code pages of
Epson's list at the same numbers; where a maker counts otherwise, the model brings its own.
"""

from dataclasses import dataclass, field

CELL_DOTS = 12
EPSON_PAGES = {"cp437": 0, "cp850": 2, "cp865": 5, "cp1252": 16, "cp858": 19}


@dataclass(frozen=True)
class Model:
    dots: int
    dots_per_mm: float = 8.0
    nv: bool = False
    code_pages: dict[str, int] = field(default_factory=lambda: EPSON_PAGES)

    @property
    def columns(self) -> int:
        return self.dots // CELL_DOTS


_80_MM, _80_MM_NARROW, _58_MM = Model(576, nv=True), Model(512, 7.1, nv=True), Model(384, nv=True)
MODELS = {
    # Any maker's, by paper.
    "epson80": _80_MM,
    "epson80_512": _80_MM_NARROW,
    "epson58": _58_MM,
    # 180 dots an inch, 42 characters a line.
    "epson_tm_t88": _80_MM_NARROW,
    "epson_tm_t70": _80_MM_NARROW,
    "bixolon_srp_350": Model(512, 7.1),
    # 203 dots an inch, 48 characters a line.
    "epson_tm_t20": _80_MM,
    "epson_tm_t82": _80_MM,
    "epson_tm_m30": _80_MM,
    "citizen_ct_s310": Model(576),
    "citizen_ct_e351": Model(576),
    "star_mc_print3": Model(576),
    "xprinter_xp_80": Model(576),
    # Narrow paper.
    "epson_tm_m10": Model(420, nv=True),
    "epson_tm_p20": _58_MM,
    "xprinter_xp_58": Model(384),
}
