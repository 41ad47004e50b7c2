-- How wide the columns of a table are, and which of them stand beside each other on a page.

local kPage = 442  -- points between the margins of GB/T 9704; on other pages as wide, in the middle
local kPoints = 9  -- size of type in tables
local kMargin = 6  -- points beside a cell's text
local kLeast = 34  -- points of the narrowest column
local kMostWord = 100 -- points; a longer word may be broken, unless it is a number
local kMostText = 150 -- points that a text column asks for

-- Han and full-width signs (UAX 11, in the ranges that occur).
local function is_wide(point)
  return (point >= 0x1100 and point <= 0x115F) or (point >= 0x2E80 and point <= 0xA4CF)
    or (point >= 0xAC00 and point <= 0xD7A3) or (point >= 0xF900 and point <= 0xFAFF)
    or (point >= 0xFE30 and point <= 0xFE6F) or (point >= 0xFF00 and point <= 0xFF60) or point >= 0x20000
end

-- Points a sign takes at most: where Times is missing, what stands in for it is wider (as DejaVu Serif, whose bold this
-- is).
local function width_of(point)
  if is_wide(point) then return kPoints end
  local sign = point < 128 and string.char(point) or ""
  return kPoints * (sign:match("[A-Z%%mw]") and 0.95 or sign:match("[.,]") and 0.35 or 0.7)
end

local function is_number(word) return word:match("^[%d.,%%+-]*%d[%d.,%%+-]*x?$") ~= nil end

-- Points a text takes in one line, and those of its longest word: lines may break at blanks, wide signs and after dashes.
local function measured(text)
  local width, longest, word, letters = 0, 0, 0, ""
  local function ends()
    longest = math.max(longest, is_number(letters) and word or math.min(word, kMostWord))
    word, letters = 0, ""
  end
  for _, point in utf8.codes(text) do
    local own = width_of(point)
    width = width + own
    if is_wide(point) or point == 32 then
      ends()
      longest = math.max(longest, own)
      if point == 0xFF08 then word = own end -- an opening bracket stays with what follows
    else
      word, letters = word + own, letters .. (point == 0x2013 and "" or utf8.char(point))
      if point == 0x2013 then ends() end
    end
  end
  ends()
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

-- For each column what it needs and what it would like, in points.
local function needs_of(tbl)
  local needs = {}
  for i = 1, #tbl.colspecs do needs[i] = { least = kLeast, wanted = kLeast } end
  for _, row in ipairs(rows_of(tbl)) do
    for i, cell in ipairs(row.cells) do
      local width, longest = measured(pandoc.utils.stringify(cell.contents))
      needs[i].least = math.max(needs[i].least, longest + kMargin)
      needs[i].wanted = math.max(needs[i].wanted, math.min(width, kMostText) + kMargin)
    end
  end
  for _, need in ipairs(needs) do
    need.wanted = math.max(need.wanted, need.least)
    need.least = math.max(need.least, math.min(need.wanted, 6 * kPoints))
  end
  return needs
end

-- The first column, and the second where both name the row, stand in each part.
local function labels_of(tbl)
  local function is_label(i) return tbl.colspecs[i] and tbl.colspecs[i][1] ~= pandoc.AlignRight end
  return is_label(2) and #tbl.colspecs > 3 and 2 or 1
end

-- "2022年 P50": columns whose headings begin alike up to the last blank stay together.
local function group_in(heading) return heading:match("^(.*) [^ ]*$") end

local function sum(needs, columns)
  local all = 0
  for _, i in ipairs(columns) do all = all + needs[i].least end
  return all
end

local function groups_of(tbl, needs, labels, room)
  local groups, last = {}, nil
  for i = labels + 1, #tbl.colspecs do
    local name = group_in(pandoc.utils.stringify(tbl.head.rows[1].cells[i].contents))
    local group = groups[#groups]
    if name and name == last and sum(needs, group) + needs[i].least <= room then
      group[#group + 1] = i
    else
      groups[#groups + 1] = { i }
    end
    last = name
  end
  return groups
end

local function packed(groups, needs, room)
  local parts = {}
  for _, group in ipairs(groups) do
    local part = parts[#parts]
    if part and sum(needs, part) + sum(needs, group) <= room then
      for _, i in ipairs(group) do part[#part + 1] = i end
    else
      parts[#parts + 1] = { table.unpack(group) }
    end
  end
  return parts
end

-- No more parts than needed, about as wide as each other.
local function even_parts(groups, needs, room)
  local parts = packed(groups, needs, room)
  for less = room - 10, 10, -10 do
    local narrower = packed(groups, needs, less)
    if #narrower > #parts then break end
    parts = narrower
  end
  return parts
end

local function has_single(parts)
  for _, part in ipairs(parts) do
    if #part == 1 then return true end
  end
  return false
end

-- The columns of each part. A group is cut rather than that a column is left alone.
local function parts_of(tbl, needs)
  local labels, label_columns = labels_of(tbl), {}
  for i = 1, math.min(labels, #tbl.colspecs) do label_columns[i] = i end
  local room = kPage - sum(needs, label_columns)
  local parts = even_parts(groups_of(tbl, needs, labels, room), needs, room)
  if #parts > 1 and has_single(parts) then
    local columns = {}
    for i = labels + 1, #tbl.colspecs do columns[#columns + 1] = { i } end
    parts = even_parts(columns, needs, room)
  end
  if #parts == 0 then parts = { {} } end
  for i, part in ipairs(parts) do
    local columns = { table.unpack(label_columns) }
    for _, column in ipairs(part) do columns[#columns + 1] = column end
    parts[i] = columns
  end
  return parts
end

-- Points of each column: what it needs, and of what is left as much as it would like, and then alike.
local function widths_of(needs, columns)
  local least, wish = sum(needs, columns), 0
  for _, i in ipairs(columns) do wish = wish + needs[i].wanted - needs[i].least end
  local left = math.max(kPage - least, 0)
  local share = wish > 0 and math.min(1, left / wish) or 0
  local widths, all = {}, 0
  for place, i in ipairs(columns) do
    widths[place] = needs[i].least + share * (needs[i].wanted - needs[i].least)
    all = all + widths[place]
  end
  for place, width in ipairs(widths) do widths[place] = width * kPage / all end
  return widths
end

return { page = kPage, points = kPoints, is_wide = is_wide, rows_of = rows_of, needs_of = needs_of, parts_of = parts_of, widths_of = widths_of }
