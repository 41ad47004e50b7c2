-- Turns report.md into what Word shows best: the bold line above a table is its caption, columns are as wide as what
-- they hold, tables with many columns are set in small type (style "Wide Table"), lists are paragraphs, and those below
-- a table its notes (style "Table Note").

local kWide = 7 -- columns
local kMostSigns = 30

-- Han and full-width signs take two places (UAX 11, in the ranges that occur).
local function is_wide(point)
  return (point >= 0x1100 and point <= 0x115F) or (point >= 0x2E80 and point <= 0xA4CF)
    or (point >= 0xAC00 and point <= 0xD7A3) or (point >= 0xF900 and point <= 0xFAFF)
    or (point >= 0xFE30 and point <= 0xFE6F) or (point >= 0xFF00 and point <= 0xFF60) or point >= 0x20000
end

-- Places a text takes, and those of its longest run without blank or wide sign, which should not be broken.
local function measured(text)
  local width, run, longest = 0, 0, 0
  for _, point in utf8.codes(text) do
    local wide = is_wide(point)
    width = width + (wide and 2 or 1)
    run = (wide or point == 32) and 0 or run + 1
    longest = math.max(longest, run)
  end
  return width, longest
end

local function rows_of(tbl)
  local rows = {}
  for _, row in ipairs(tbl.head.rows) do rows[#rows + 1] = row end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do rows[#rows + 1] = row end
  end
  return rows
end

local function weights_of(tbl)
  local weights = {}
  for i = 1, #tbl.colspecs do weights[i] = 4 end
  for _, row in ipairs(rows_of(tbl)) do
    for i, cell in ipairs(row.cells) do
      local width, longest = measured(pandoc.utils.stringify(cell.contents))
      weights[i] = math.max(weights[i], math.min(longest, kMostSigns) + 3, math.min(width, kMostSigns) * 0.5 + 2)
    end
  end
  return weights
end

local function styled(blocks, style)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- Plain text in a cell or list takes the style of tight lists: as a paragraph it takes the one asked for.
local function paragraphs(blocks)
  local out = {}
  for i, block in ipairs(blocks) do out[i] = block.t == "Plain" and pandoc.Para(block.content) or block end
  return out
end

local function set_small(tbl)
  for _, row in ipairs(rows_of(tbl)) do
    for _, cell in ipairs(row.cells) do cell.contents = { styled(paragraphs(cell.contents), "Wide Table") } end
  end
end

-- Official documents have paragraphs where a screen has bullets; what follows a table is its notes.
local function items_of(list, below_table)
  local out = {}
  for _, item in ipairs(list.content) do
    for _, block in ipairs(paragraphs(item)) do out[#out + 1] = block end
  end
  return below_table and { styled(out, "Table Note") } or out
end

local function shaped(tbl, caption)
  local weights, sum = weights_of(tbl), 0
  for _, weight in ipairs(weights) do sum = sum + weight end
  local specs = {}
  for i, spec in ipairs(tbl.colspecs) do specs[i] = { spec[1], weights[i] / sum } end
  tbl.colspecs = specs
  if #specs > kWide then set_small(tbl) end
  if caption then tbl.caption = { long = { pandoc.Plain(caption) } } end
  return tbl
end

local function caption_in(block)
  if block == nil or block.t ~= "Para" or #block.content ~= 1 or block.content[1].t ~= "Strong" then return nil end
  return block.content[1].content
end

function Pandoc(document)
  local blocks, below_table = {}, false
  for _, block in ipairs(document.blocks) do
    if block.t == "Table" then
      local caption = caption_in(blocks[#blocks])
      if caption then blocks[#blocks] = nil end
      blocks[#blocks + 1] = shaped(block, caption)
    elseif block.t == "BulletList" then
      for _, made in ipairs(items_of(block, below_table)) do blocks[#blocks + 1] = made end
    else
      blocks[#blocks + 1] = block
    end
    below_table = block.t == "Table"
  end
  return pandoc.Pandoc(blocks, document.meta)
end
