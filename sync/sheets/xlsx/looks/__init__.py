"""How a workbook's cells look: number formats, styles, conditional formats."""
