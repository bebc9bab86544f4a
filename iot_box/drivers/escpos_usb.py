"""Receipt printers that speak ESC/POS on USB, through the kernel's printer node: `usb:04b8:0e15` or /dev/usb/lp0."""

from dataclasses import dataclass

from .device_node import DeviceNode, UsbPlace, open_file
from .escpos_printer import EscposPrinter, PrinterConfig
from .tcp_link import Link


@dataclass(frozen=True)
class EscposUsbConfig(PrinterConfig, UsbPlace):
    pass


class EscposUsb(EscposPrinter[EscposUsbConfig]):
    name = "escpos_usb"
    config_class = EscposUsbConfig

    def link(self) -> Link:
        # Such a node answers a read with nothing when the printer has nothing to say.
        return DeviceNode(self.config.port, "printer", open_file, empty_is_end=False)

    def path(self) -> str | None:
        return self.config.port
