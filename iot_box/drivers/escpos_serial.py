"""Receipt printers that speak ESC/POS on a serial port, with the flow control that keeps their small buffer from running over."""

from dataclasses import dataclass

from .base import option
from .device_node import DeviceNode, Line, open_serial
from .escpos_printer import EscposPrinter, PrinterConfig
from .tcp_link import Link


@dataclass(frozen=True)
class EscposSerialConfig(PrinterConfig, Line):
    baudrate: int = option(38400, minimum=1200, maximum=921600)
    flow: str = option("rtscts", choices=("rtscts", "xonxoff", "none"))


class EscposSerial(EscposPrinter[EscposSerialConfig]):
    name = "escpos_serial"
    config_class = EscposSerialConfig

    def link(self) -> Link:
        flow = self.config.flow
        opener = lambda _path: open_serial(self.config, rtscts=flow == "rtscts", xonxoff=flow == "xonxoff")  # noqa: E731
        return DeviceNode(self.config.port, "printer", opener)

    def path(self) -> str | None:
        return self.config.port
