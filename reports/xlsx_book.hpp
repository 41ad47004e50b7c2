#pragma once

#include "base/month.hpp"
#include "base/problem.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace kdt::reports {

/// How a cell looks.
struct CellStyle {
    std::string number; ///< number format; empty: as it is
    bool bold = false;
    bool red = false;
    bool header = false;
    bool title = false;
    bool wrap = false;
    bool border = false;
    bool right = false;
    auto operator<=>(const CellStyle&) const = default;
};

/// A workbook being written to a file, with one format for each style.
class XlsxBook {
public:
    XlsxBook(const std::filesystem::path& file, Language language);
    XlsxBook(const XlsxBook&) = delete;
    XlsxBook& operator=(const XlsxBook&) = delete;
    ~XlsxBook();

    lxw_workbook* get() { return book_; }
    lxw_format* format(const CellStyle& style);
    /// A text, whatever it begins with: formulas are written by another function. Over several columns where `last` is
    /// beyond `column`.
    void text(lxw_worksheet* sheet, unsigned row, unsigned column, const std::string& value, const CellStyle& style,
              unsigned last = 0);
    /// As much of a text as a cell holds, and where it stands in full.
    std::string fitting(const std::string& text) const;
    /// A sheet under the nearest name that a workbook admits: at most 31 signs, none of []:*?/\', not used before.
    lxw_worksheet* add_sheet(const std::string& title);
    /// The name it got.
    const std::string& name_of(const std::string& title) const { return names_.at(title); }
    /// Title and dates of the file: dated at the end of the scenario's month, so that no clock is in it.
    void describe(const std::string& title, CalendarMonth as_of);
    /// A text among the file's properties, which says where the figures come from.
    void property(const std::string& name, const std::string& value);
    /// Gives a cell of a sheet a name for formulas.
    void define(const std::string& name, const std::string& sheet_title, unsigned row, unsigned column);
    /// Writes the file; throws std::runtime_error where that fails.
    void close();

private:
    lxw_workbook* book_;
    Language language_;
    std::map<CellStyle, lxw_format*> formats_;
    std::map<std::string, std::string> names_;
    std::set<std::string> used_;
};

} // namespace kdt::reports
