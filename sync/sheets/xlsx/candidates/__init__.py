"""The tab of candidates in a workbook: how it is found again, made, and changed."""
