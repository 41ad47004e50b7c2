#include "reports/xlsx_book.hpp"

#include "reports/file_date.hpp"
#include "reports/texts.hpp"

#include <xlsxwriter.h>

#include <stdexcept>

namespace kdt::reports {
namespace {

constexpr std::size_t kMostSigns = 31;
constexpr std::size_t kMostInProperty = 255;
constexpr std::size_t kMostInCell = 32'767;
constexpr lxw_color_t kRule = 0xBFBFBF;
constexpr lxw_color_t kHeader = 0xE8EEF4;
constexpr lxw_color_t kRed = 0xB3261E;

/// UTF-16 units of the character that a byte of UTF-8 begins; 0 where it begins none.
std::size_t units_from(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    if ((value & 0xC0U) == 0x80U) { return 0; }
    return value >= 0xF0U ? 2 : 1;
}

/// At most so many UTF-16 units, in which Excel counts, of whole characters.
std::string cut(const std::string& text, std::size_t most) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        units += units_from(text[i]);
        if (units > most) { return text.substr(0, i); }
    }
    return text;
}

/// Whether what Excel reads as one character begins here: "_x0041_".
bool is_escape(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEFabcdef";
    constexpr std::size_t kLength = 7;
    return text.size() >= kLength && text.starts_with("_x") && text[kLength - 1] == '_' &&
           text.substr(2, 4).find_first_not_of(kHex) == std::string_view::npos;
}

/// A text that Excel shows as it is here.
std::string literal(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_escape(text.substr(i))) { out += "_x005F"; }
        out += text[i];
    }
    return out;
}

std::string cleaned(const std::string& title) {
    std::string name;
    for (const char c : title) {
        if (std::string_view("[]:*?/\\'").find(c) == std::string_view::npos) { name += c; }
    }
    return cut(name, kMostSigns);
}

void expect(lxw_error error) {
    if (error != LXW_NO_ERROR) { throw std::runtime_error(std::string("report.xlsx: ") + lxw_strerror(error)); }
}

} // namespace

XlsxBook::XlsxBook(const std::filesystem::path& file, Language language)
    : book_(workbook_new(file.c_str())), language_(language) {
    if (book_ == nullptr) { throw std::runtime_error("report.xlsx: out of memory"); }
}

XlsxBook::~XlsxBook() {
    if (book_ != nullptr) { workbook_close(book_); } // the library frees nothing without writing
}

void XlsxBook::close() {
    lxw_workbook* book = book_;
    book_ = nullptr;
    expect(workbook_close(book));
}

lxw_format* XlsxBook::format(const CellStyle& style) {
    lxw_format*& made = formats_[style];
    if (made != nullptr) { return made; }
    made = workbook_add_format(book_);
    format_set_font_size(made, style.title ? 14 : 10);
    if (!style.number.empty()) { format_set_num_format(made, style.number.c_str()); }
    if (style.bold || style.header || style.title) { format_set_bold(made); }
    if (style.red) { format_set_font_color(made, kRed); }
    if (style.header) { format_set_bg_color(made, kHeader); }
    if (style.wrap) { format_set_text_wrap(made); }
    if (style.right) { format_set_align(made, LXW_ALIGN_RIGHT); }
    format_set_align(made, style.header ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (style.border) {
        format_set_border(made, LXW_BORDER_THIN);
        format_set_border_color(made, kRule);
    }
    return made;
}

std::string XlsxBook::fitting(const std::string& text) const {
    if (cut(text, kMostInCell).size() == text.size()) { return text; }
    const std::string& mark = texts().cut_short.in(language_);
    return cut(text, kMostInCell - mark.size()) + mark; // the mark has fewer units than bytes
}

void XlsxBook::text(lxw_worksheet* sheet, unsigned row, unsigned column, const std::string& value,
                    const CellStyle& style, unsigned last) {
    const std::string shown = fitting(literal(value));
    const auto first = static_cast<lxw_col_t>(column);
    expect(last > column ? worksheet_merge_range(sheet, row, first, row, static_cast<lxw_col_t>(last), shown.c_str(),
                                                 format(style))
                         : worksheet_write_string(sheet, row, first, shown.c_str(), format(style)));
}

lxw_worksheet* XlsxBook::add_sheet(const std::string& title) {
    std::string name = cleaned(title);
    for (int number = 2; used_.contains(name); ++number) {
        const std::string mark = " " + std::to_string(number);
        name = cut(cleaned(title), kMostSigns - mark.size()) + mark;
    }
    used_.insert(name);
    names_[title] = name;
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) { throw std::runtime_error("report.xlsx: no sheet " + name); }
    return sheet;
}

void XlsxBook::describe(const std::string& title, CalendarMonth as_of) {
    std::string copy = cut(title, kMostInProperty);
    lxw_doc_properties properties{};
    properties.title = copy.data();
    properties.created = static_cast<time_t>(seconds_after(as_of));
    expect(workbook_set_properties(book_, &properties));
}

void XlsxBook::property(const std::string& name, const std::string& value) {
    expect(workbook_set_custom_property_string(book_, name.c_str(), value.c_str()));
}

void XlsxBook::define(const std::string& name, const std::string& sheet_title, unsigned row, unsigned column) {
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, row, static_cast<lxw_col_t>(column), 1, 1);
    expect(workbook_define_name(book_, name.c_str(), ("='" + name_of(sheet_title) + "'!" + cell).c_str()));
}

} // namespace kdt::reports
