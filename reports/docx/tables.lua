-- Turns report.md into what Word shows best: the bold line above a table is its caption, lists are paragraphs, and those
-- below a table its notes (style "Table Note"). Tables are written as OOXML, since pandoc leaves out what they need:
-- rows that no page break tears, columns so wide that no number is broken. What is too wide for the page goes on in a
-- further table, cut between groups of columns. How they look is written into them, not left to styles: a bureau's own
-- template has none for tables, or others.

local columns = dofile((PANDOC_SCRIPT_FILE:gsub("[^/]*$", "columns.lua")))
local kTwips = 20 -- in a point, the measure of OOXML

-- The style of text in cells, from the metadata of this name; nil where the template may lack it: LibreOffice takes the
-- text of cells out of a table whose paragraphs have a style that isn't there.
local kCellStyle = "cell-style"
local cell_style = nil

local function escaped(text) return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")) end

-- A chance and its interval may stand on two lines: without the zero-width blank some break before the % instead.
local function breakable(text) return (text:gsub("%%（", "%%\u{200B}（")) end

-- The parts of a text between which a line must not break: before and after the minus sign of a number.
local function parts_at_minus(text)
  local parts, from = {}, 1
  for place in text:gmatch("()%-%.?%d") do
    if place == 1 or not text:sub(place - 1, place - 1):match("[%w%)%]%%-]") then
      parts[#parts + 1] = text:sub(from, place - 1)
      from = place + 1
    end
  end
  parts[#parts + 1] = text:sub(from)
  return parts
end

local kMinus = "<w:noBreakHyphen/>"

local function run(text, properties)
  local texts = {}
  for i, part in ipairs(parts_at_minus(text)) do
    texts[i] = part == "" and "" or '<w:t xml:space="preserve">' .. escaped(breakable(part)) .. "</w:t>"
  end
  return "<w:r><w:rPr>" .. properties .. "</w:rPr>" .. table.concat(texts, kMinus) .. "</w:r>"
end

local function bold(properties) return properties:find("<w:b/>", 1, true) and properties or "<w:b/>" .. properties end

local function runs_of(inlines, properties)
  local out = ""
  for _, inline in ipairs(inlines) do
    out = out .. (inline.t == "Strong" and runs_of(inline.content, bold(properties))
      or run(pandoc.utils.stringify(inline), properties))
  end
  return out
end

local function paragraph(style, inlines, layout, properties)
  local named = style and '<w:pStyle w:val="' .. style .. '"/>' or ""
  return "<w:p><w:pPr>" .. named .. layout .. "</w:pPr>" .. runs_of(inlines, properties) .. "</w:p>"
end

local kNoIndent = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'

-- A header stays with the row below it: LibreOffice loses rows where it stands alone at the foot of a page.
local function in_cell(inlines, right, is_head)
  local layout = (is_head and '<w:keepNext/>' or '') .. '<w:spacing w:before="0" w:after="0" w:line="260" w:lineRule="exact"/>' .. kNoIndent
    .. '<w:jc w:val="' .. (right and "right" or "left") .. '"/>'
  local half_points = columns.points * 2
  local size = '<w:sz w:val="' .. half_points .. '"/><w:szCs w:val="' .. half_points .. '"/>'
  return paragraph(cell_style, inlines, layout, is_head and bold(size) or size)
end

local function caption_xml(inlines)
  return paragraph("TableCaption", inlines, '<w:keepNext/><w:spacing w:before="240" w:after="60"/>' .. kNoIndent .. '<w:jc w:val="center"/>', "")
end

local function inlines_in(cell)
  return #cell.contents > 0 and cell.contents[1].content or {}
end

local function row_xml(row, part, widths, tbl, is_head)
  local out = "<w:tr><w:trPr><w:cantSplit/>" .. (is_head and "<w:tblHeader/>" or "") .. "</w:trPr>"
  for place, i in ipairs(part) do
    local right = tbl.colspecs[i][1] == pandoc.AlignRight
    out = out .. '<w:tc><w:tcPr><w:tcW w:w="' .. math.floor(widths[place] * kTwips) .. '" w:type="dxa"/>'
      .. (is_head and '<w:shd w:val="clear" w:color="auto" w:fill="EDF1F5"/>' or "") .. "</w:tcPr>"
      .. in_cell(inlines_in(row.cells[i]), right, is_head) .. "</w:tc>"
  end
  return out .. "</w:tr>"
end

local function borders()
  local out = ""
  for _, side in ipairs({ "top", "left", "bottom", "right", "insideH", "insideV" }) do
    out = out .. "<w:" .. side .. ' w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
  end
  return "<w:tblBorders>" .. out .. "</w:tblBorders>"
end

local function cell_margins()
  local out = ""
  for _, side in ipairs({ { "top", 20 }, { "left", 50 }, { "bottom", 20 }, { "right", 50 } }) do
    out = out .. "<w:" .. side[1] .. ' w:w="' .. side[2] .. '" w:type="dxa"/>'
  end
  return "<w:tblCellMar>" .. out .. "</w:tblCellMar>"
end

-- That no part of a table has a look of its own in tblLook keeps the template's first row, bands and so on out.
local function part_xml(tbl, needs, part)
  local widths = columns.widths_of(needs, part)
  local out = '<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="' .. columns.page * kTwips .. '" w:type="dxa"/><w:jc w:val="center"/>'
    .. borders() .. '<w:tblLayout w:type="fixed"/>' .. cell_margins()
    .. '<w:tblLook w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" w:val="0600"/>'
    .. "</w:tblPr><w:tblGrid>"
  for _, width in ipairs(widths) do out = out .. '<w:gridCol w:w="' .. math.floor(width * kTwips) .. '"/>' end
  out = out .. "</w:tblGrid>"
  for place, row in ipairs(columns.rows_of(tbl)) do out = out .. row_xml(row, part, widths, tbl, place <= #tbl.head.rows) end
  return out .. "</w:tbl>"
end

local function is_chinese(inlines)
  for _, point in utf8.codes(pandoc.utils.stringify(inlines)) do
    if columns.is_wide(point) then return true end
  end
  return false
end

-- A caption above each part.
local function add_table(blocks, tbl, caption)
  local needs = columns.needs_of(tbl)
  for number, part in ipairs(columns.parts_of(tbl, needs)) do
    local xml = ""
    if caption then
      local title = pandoc.List(caption)
      if number > 1 then title = title .. { pandoc.Str(is_chinese(caption) and "（续）" or " (continued)") } end
      xml = caption_xml(title)
    end
    blocks[#blocks + 1] = pandoc.RawBlock("openxml", xml .. part_xml(tbl, needs, part))
  end
end

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- Plain text in a list takes the style of tight lists: as a paragraph it takes the one asked for.
local function paragraphs(blocks)
  local out = {}
  for i, block in ipairs(blocks) do out[i] = block.t == "Plain" and pandoc.Para(block.content) or block end
  return out
end

-- Official documents have paragraphs where a screen has bullets; what follows a table is its notes.
local function items_of(list, below_table)
  local out = {}
  for _, item in ipairs(list.content) do
    for _, block in ipairs(paragraphs(item)) do out[#out + 1] = block end
  end
  return below_table and { styled(out, "Table Note") } or out
end

local function caption_in(block)
  if block == nil or block.t ~= "Para" or #block.content ~= 1 or block.content[1].t ~= "Strong" then return nil end
  return block.content[1].content
end

local function with_minus(str)
  local out = {}
  for i, part in ipairs(parts_at_minus(str.text)) do
    if i > 1 then out[#out + 1] = pandoc.RawInline("openxml", "<w:r>" .. kMinus .. "</w:r>") end
    if part ~= "" then out[#out + 1] = pandoc.Str(part) end
  end
  return out
end

function Pandoc(document)
  cell_style = document.meta[kCellStyle] and pandoc.utils.stringify(document.meta[kCellStyle])
  document.meta[kCellStyle] = nil -- no property of the document
  local blocks, below_table = {}, false
  for _, block in ipairs(document.blocks) do
    if block.t == "Table" then
      local caption = caption_in(blocks[#blocks])
      if caption then blocks[#blocks] = nil end
      add_table(blocks, block, caption)
    elseif block.t == "BulletList" then
      for _, made in ipairs(items_of(block, below_table)) do blocks[#blocks + 1] = made end
    else
      blocks[#blocks + 1] = block
    end
    below_table = block.t == "Table"
  end
  for i, block in ipairs(blocks) do blocks[i] = pandoc.walk_block(block, { Str = with_minus }) end
  return pandoc.Pandoc(blocks, document.meta)
end
