"""Receipt printers that speak ESC/POS over TCP (port 9100)."""

from dataclasses import dataclass

from .base import option
from .escpos_printer import EscposPrinter, PrinterConfig
from .tcp_link import Link, TcpLink, TcpPlace


@dataclass(frozen=True)
class EscposTcpConfig(PrinterConfig, TcpPlace):
    port: int = option(9100, minimum=1, maximum=65535)


class EscposTcp(EscposPrinter[EscposTcpConfig]):
    name = "escpos_tcp"
    config_class = EscposTcpConfig

    def link(self) -> Link:
        return TcpLink(self.config.host, self.config.port, "printer", "printer_offline")
