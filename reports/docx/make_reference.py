#!/usr/bin/python3
"""Makes reference.docx from pandoc's default: the look of a Chinese official document (GB/T 9704-2012).

usage: make_reference.py OUTPUT [PANDOC]

A4; margins 37, 35, 28 and 26 mm; body in FangSong 16 pt on a pitch of 28 pt, first line indented by two signs; title in
XiaoBiaoSong 22 pt, centred; headings in HeiTi, then KaiTi; the page number as "- 1 -". Fonts are named, not shipped:
where an office lacks them, its word processor takes the nearest.
"""
import io
import re
import subprocess
import sys
import zipfile

MM = 56.6929  # twentieths of a point


def fonts(east):
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{east}"/>'


def size(points):
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


def paragraph(style, name, based, properties, run, kind=""):
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr><w:qFormat/></w:style>"
    )


def based_on(style):
    return f'<w:basedOn w:val="{style}"/>'


PITCH = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
NO_INDENT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
CUSTOM = ' w:customStyle="1"'
BLACK = '<w:color w:val="000000"/>'
PLAIN = '<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/>'


def heading(level, east):
    return paragraph(
        f"Heading{level}", f"heading {level}", based_on("Normal") + '<w:next w:val="BodyText"/>',
        f'<w:keepNext/>{PITCH}{INDENT}<w:outlineLvl w:val="{level - 1}"/>', fonts(east) + PLAIN + BLACK + size(16),
    )


def tight(style, name, points, line):
    return paragraph(
        style, name, based_on("Normal"),
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>{NO_INDENT}',
        fonts("宋体") + size(points), CUSTOM,
    )


STYLES = {
    "Normal": paragraph("Normal", "Normal", "", PITCH, fonts("仿宋") + size(16), ' w:default="1"'),
    "BodyText": paragraph("BodyText", "Body Text", based_on("Normal"), PITCH + INDENT, fonts("仿宋") + size(16)),
    "FirstParagraph": paragraph(
        "FirstParagraph", "First Paragraph", based_on("BodyText") + '<w:next w:val="BodyText"/>', "", "", CUSTOM),
    "Compact": tight("Compact", "Compact", 9, 260),
    "Title": paragraph(
        "Title", "Title", based_on("Normal") + '<w:next w:val="BodyText"/>',
        '<w:keepNext/><w:spacing w:before="0" w:after="560" w:line="640" w:lineRule="exact"/>'
        + NO_INDENT + '<w:jc w:val="center"/>',
        fonts("方正小标宋简体") + PLAIN + BLACK + size(22)),
    "Heading1": heading(1, "黑体"),
    "Heading2": heading(2, "楷体"),
    "Heading3": heading(3, "仿宋"),
    "TableCaption": paragraph(
        "TableCaption", "Table Caption", based_on("Caption"),
        '<w:keepNext/><w:spacing w:before="240" w:after="60"/>' + NO_INDENT + '<w:jc w:val="center"/>',
        fonts("黑体") + PLAIN + size(12), CUSTOM),
    "Table": (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        '<w:tblPr><w:tblBorders>'
        + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        + '</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="50" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
        'w:fill="EDF1F5"/></w:tcPr></w:tblStylePr></w:style>'),
}
MORE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    + tight("TableNote", "Table Note", 10.5, 320)
    + paragraph("SourceCode", "Source Code", based_on("Normal"),
                '<w:wordWrap w:val="0"/><w:spacing w:before="60" w:after="60" w:line="320" w:lineRule="exact"/>'
                + NO_INDENT, fonts("仿宋") + size(11), CUSTOM)
    + paragraph("Footer", "footer", based_on("Normal"), NO_INDENT + '<w:jc w:val="center"/>',
                fonts("宋体") + size(14))
)
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>" + fonts("仿宋") + size(16)
    + '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FOOTER = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr {NAMESPACES}><w:p><w:pPr>'
    '<w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId40"/><w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="{round(37 * MM)}" w:right="{round(26 * MM)}" w:bottom="{round(35 * MM)}" '
    f'w:left="{round(28 * MM)}" w:header="851" w:footer="{round(25 * MM)}" w:gutter="0"/></w:sectPr>'
)
RELATION = (
    '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Id="rId40" '
    'Target="footer1.xml"/>'
)
CONTENT = (
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
)


def replaced(pattern, by, text):
    made, count = re.subn(pattern, lambda _: by, text, count=1, flags=re.S)
    if count != 1:
        sys.exit(f"pandoc's default has no {pattern}")
    return made


def styles(text):
    text = replaced(r"<w:docDefaults>.*?</w:docDefaults>", DEFAULTS, text)
    for style, by in STYLES.items():
        text = replaced(rf'<w:style [^>]*w:styleId="{style}">.*?</w:style>', by, text)
    return replaced(r"</w:styles>", MORE + "</w:styles>", text)


CHANGES = {
    "word/styles.xml": styles,
    "word/document.xml": lambda text: replaced(r"<w:sectPr ?/>", SECTION, text),
    "word/_rels/document.xml.rels": lambda text: replaced(r"</Relationships>", RELATION + "</Relationships>", text),
    "[Content_Types].xml": lambda text: replaced(r"</Types>", CONTENT + "</Types>", text),
}


def main():
    pandoc = sys.argv[2] if len(sys.argv) > 2 else "pandoc"
    default = subprocess.run([pandoc, "--print-default-data-file", "reference.docx"], check=True, capture_output=True)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(default.stdout)) as source:
        for name in source.namelist():
            text = source.read(name).decode("utf-8")
            parts[name] = CHANGES[name](text) if name in CHANGES else text
    parts["word/footer1.xml"] = FOOTER
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


main()
