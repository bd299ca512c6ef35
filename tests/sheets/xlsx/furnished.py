"""A workbook as Excel saves one in use: with all that openpyxl cannot write, or loses when it saves."""
# ruff: noqa: E501 - the XML stands as Excel writes it

import struct
import zlib
from pathlib import Path

from tests.sheets.xlsx.workbooks import HEADERS, MAIN, OFFICE, XML, sheet_xml, zipped


def picture() -> bytes:
    """Return the smallest PNG there is: one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")


def furnish(path: Path) -> Path:
    """Make a workbook as Excel saves one in use: all that no library keeps, on two tabs."""
    path.write_bytes(zipped(_FURNISHED | {"xl/media/image1.png": picture()}))
    return path


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "application/vnd.openxmlformats-officedocument"
_SHEET = f"{_OPEN}.spreadsheetml"
_MICROSOFT = "http://schemas.microsoft.com/office"


def _relations(*entries: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types(*entries: tuple[str, str]) -> str:
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in entries)
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("png", "image/png"),
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("vml", f"{_OPEN}.vmlDrawing"),
        )
    )
    return f'{XML}<Types xmlns="{_PACKAGE}/content-types">{defaults}{lines}</Types>'


_CONTACTS = f"""{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" \
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" \
xmlns:x14ac="{_MICROSOFT}/spreadsheetml/2009/9/ac" xmlns:xr="{_MICROSOFT}/spreadsheetml/2014/revision" \
xr:uid="{{00000000-0001-0000-0000-000000000000}}"><dimension ref="A1:D5"/>\
<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView>\
</sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>\
<cols><col min="1" max="1" width="20.7109375" customWidth="1"/><col min="4" max="4" width="50" customWidth="1"/></cols>\
<sheetData>\
<row r="1" spans="1:4" s="1" customFormat="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c>\
<c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c><c r="D1" s="1" t="s"><v>3</v></c></row>\
<row r="2" spans="1:4" x14ac:dyDescent="0.25"><c r="A2" t="str"><f>PROPER("ada")</f><v>Ada</v></c>\
<c r="B2" t="s"><v>4</v></c><c r="C2" s="2"><v>123</v></c><c r="D2" t="s"><v>5</v></c></row>\
<!-- a <c r="E2"> in a remark is no cell --><row r="4" spans="1:4" ht="30" customHeight="1"><c r="A4" t="s"><v>6</v></c>\
<c r="B4"><f>1/0</f><v>0</v></c><c r="C4" t="e"><f>NA()</f><v>#N/A</v></c><c r="D4" t="b"><v>1</v></c></row>\
<row r="5"><c r="A5" t="inlineStr"><is><t xml:space="preserve"> Zo&#235; </t></is></c></row></sheetData>\
<autoFilter ref="A1:D5"/>\
<conditionalFormatting sqref="A2:A5"><cfRule type="duplicateValues" dxfId="0" priority="1"/></conditionalFormatting>\
<conditionalFormatting sqref="D2:D5 B2"><cfRule type="expression" dxfId="0" priority="3" stopIfTrue="1">\
<formula>LEN($D2)&gt;100</formula></cfRule></conditionalFormatting>\
<dataValidations count="1"><dataValidation type="list" sqref="B2:B9"><formula1>"a,b"</formula1></dataValidation>\
</dataValidations><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>\
<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><extLst><ext xmlns:x14="{_MICROSOFT}/spreadsheetml/2009/9/main" \
uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings><x14:conditionalFormatting \
xmlns:xm="{_MICROSOFT}/excel/2006/main"><x14:cfRule type="expression" priority="7" \
id="{{11111111-2222-3333-4444-555555555555}}"><xm:f>Other!$A$1=1</xm:f></x14:cfRule><xm:sqref>C2:C5</xm:sqref>\
</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"""

_STYLES = f"""{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="165" formatCode="00000"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"><alignment horizontal="center"/></xf>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
<dxfs count="1"><dxf><font><i/></font></dxf></dxfs><tableStyles count="0"/></styleSheet>"""

_STRINGS = (
    f'{XML}<sst xmlns="{MAIN}" count="7" uniqueCount="7">'
    + "".join(f"<si><t>{text}</t></si>" for text in (*HEADERS, "ada@example.org"))
    + '<si><r><t xml:space="preserve">2026-08-14 </t></r><r><rPr><b/></rPr><t>had a baby</t></r>'
    '<rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>Bo_x000D_Derek</t></si></sst>'
)

_FURNISHED: dict[str, bytes | str] = {
    "[Content_Types].xml": _types(
        ("/xl/workbook.xml", f"{_SHEET}.sheet.main+xml"),
        ("/xl/worksheets/sheet1.xml", f"{_SHEET}.worksheet+xml"),
        ("/xl/worksheets/sheet2.xml", f"{_SHEET}.worksheet+xml"),
        ("/xl/styles.xml", f"{_SHEET}.styles+xml"),
        ("/xl/sharedStrings.xml", f"{_SHEET}.sharedStrings+xml"),
        ("/xl/calcChain.xml", f"{_SHEET}.calcChain+xml"),
        ("/xl/drawings/drawing1.xml", f"{_OPEN}.drawing+xml"),
        ("/xl/comments1.xml", f"{_SHEET}.comments+xml"),
        ("/xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml"),
        ("/xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
        ("/docProps/custom.xml", f"{_OPEN}.custom-properties+xml"),
    ),
    "_rels/.rels": _relations(
        ("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml"),
        ("rId4", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
    ),
    "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets>'
    '<sheet name="Contacts" sheetId="3" r:id="rId1"/><sheet name="Other" sheetId="5" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _relations(
        ("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
        ("rId2", f"{OFFICE}/worksheet", "worksheets/sheet2.xml"),
        ("rId3", f"{OFFICE}/styles", "styles.xml"),
        ("rId4", f"{OFFICE}/sharedStrings", "sharedStrings.xml"),
        ("rId5", f"{OFFICE}/calcChain", "calcChain.xml"),
        ("rId6", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),
    ),
    "xl/worksheets/sheet1.xml": _CONTACTS,
    "xl/worksheets/_rels/sheet1.xml.rels": _relations(
        ("rId1", f"{OFFICE}/drawing", "../drawings/drawing1.xml"),
        ("rId2", f"{OFFICE}/vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ("rId3", f"{OFFICE}/comments", "../comments1.xml"),
        (
            "rId4",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        ),
    ),
    "xl/worksheets/sheet2.xml": sheet_xml('<row r="1"><c r="A1" t="str"><f>UPPER("x")</f><v>X</v></c></row>'),
    "xl/drawings/drawing1.xml": (
        f'{XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
        '<xdr:ext cx="900000" cy="900000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Text box"/>'
        '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r>'
        "<a:t>remember birthdays</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:absoluteAnchor>"
        '<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9525" cy="9525"/><xdr:pic><xdr:nvPicPr>'
        '<xdr:cNvPr id="3" name="Picture"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip '
        f'xmlns:r="{OFFICE}" r:embed="rId1"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/></xdr:absoluteAnchor>'
        "</xdr:wsDr>"
    ),
    "xl/drawings/_rels/drawing1.xml.rels": _relations(("rId1", f"{OFFICE}/image", "../media/image1.png")),
    "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1025"/></xml>',
    "xl/comments1.xml": (
        f'{XML}<comments xmlns="{MAIN}"><authors><author>tc={{A}}</author></authors><commentList>'
        '<comment ref="A2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>'
    ),
    "xl/threadedComments/threadedComment1.xml": (
        f'{XML}<ThreadedComments xmlns="{_MICROSOFT}/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A2" dT="2026-08-14T00:00:00.00" personId="{P}" id="{A}"><text>call her</text>'
        "</threadedComment></ThreadedComments>"
    ),
    "xl/persons/person.xml": (
        f'{XML}<personList xmlns="{_MICROSOFT}/spreadsheetml/2018/threadedcomments">'
        '<person displayName="Karl" id="{P}" userId="k" providerId="None"/></personList>'
    ),
    "xl/calcChain.xml": (
        f'{XML}<calcChain xmlns="{MAIN}"><c r="A2" i="3"/><c r="B4"/><c r="C4" l="1"/><c r="A1" i="5"/></calcChain>'
    ),
    "xl/styles.xml": _STYLES,
    "xl/sharedStrings.xml": _STRINGS,
    "docProps/custom.xml": (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client"><vt:lpwstr>Café</vt:lpwstr>'
        "</property></Properties>"
    ),
}
