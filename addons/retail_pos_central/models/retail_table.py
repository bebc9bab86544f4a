"""Tables that people import: a file, pasted cells, or both, read as cells; what can't be read is told."""

import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import table


class RetailTable(models.AbstractModel):
    _name = "retail.table"
    _description = "Table From a File or Pasted"

    @api.model
    def _cells(self, file, text):
        """[[cell…]] of a file (as base64) and of pasted text."""
        try:
            cells = table.read_file(base64.b64decode(file)) if file else []
            return cells + (table.read_text(text) if text else [])
        except table.TooLong:
            raise UserError(self.env._("There are more than %s lines. Divide the list into several.", table.MAX_LINES)) from None
        except (table.UnreadableFile, binascii.Error):
            raise UserError(self.env._("The file is neither a CSV nor an XLSX file.")) from None
