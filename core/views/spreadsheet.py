"""A CSV file as a workbook, for reading in Excel. It is not for importing."""

import csv
import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_WIDTH = 22


def to_xlsx(content: bytes, title: str = "Givebutter import") -> bytes:
    """The same cells as the CSV file, every one as text, so that nothing becomes a formula or loses a digit."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    for number in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    for index, row in enumerate(rows):
        sheet.append([_text_cell(sheet, value, is_heading=index == 0) for value in row])
    workbook_file = io.BytesIO()
    workbook.save(workbook_file)
    return workbook_file.getvalue()


def _text_cell(sheet: WriteOnlyWorksheet, value: str, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
