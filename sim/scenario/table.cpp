#include "scenario/table.hpp"

#include "scenario/limits.hpp"
#include "scenario/values.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

constexpr std::size_t kHeaderWithin = 20; ///< rows in which the header is looked for

/// How a header is compared: full-width letters and signs made plain, unit in brackets and blanks left out, small
/// letters.
std::string header_text(std::string_view cell) {
    const std::string plain = nfkc(cell);
    std::string out;
    for (char c : std::string_view(plain).substr(0, plain.find('('))) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') { continue; }
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

int column_named(std::string_view header, std::span<const ColumnName> columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (header == columns[i].id || header == columns[i].zh) { return static_cast<int>(i); }
    }
    return -1;
}

std::size_t known_headers(const std::vector<std::string>& cells, std::span<const ColumnName> columns) {
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [&](const std::string& cell) {
        return column_named(header_text(cell), columns) >= 0;
    }));
}

/// The delimiter under which some line near the top shows the most known headers.
char delimiter_of(std::string_view text, std::span<const ColumnName> columns) {
    char best = ',';
    std::size_t most = 0;
    for (char delimiter : {',', ';', '\t'}) {
        for (std::string_view line : first_lines(text, kHeaderWithin)) {
            std::vector<std::string> cells(1);
            for (char c : line) {
                if (c == delimiter) {
                    cells.emplace_back();
                } else if (c != '"') {
                    cells.back() += c;
                }
            }
            const std::size_t known = known_headers(cells, columns);
            if (known > most) {
                most = known;
                best = delimiter;
            }
        }
    }
    return best;
}

bool is_empty(const CsvRecord& record) {
    return std::all_of(record.cells.begin(), record.cells.end(),
                       [](const std::string& cell) { return trimmed(nfkc(cell)).empty(); });
}

bool is_total(const CsvRecord& record) {
    for (const std::string& cell : record.cells) {
        const std::string text = header_text(cell);
        if (text.empty()) { continue; }
        return text == "合计" || text == "总计" || text == "小计" || text == "total" || text == "sum" ||
               text == "合计:";
    }
    return false;
}

class TableReader {
public:
    TableReader(const std::string& file, std::span<const ColumnName> columns, Findings& findings,
                const std::function<void(const TableRow&)>& take)
        : file_(file), columns_(columns), findings_(findings), take_(take) {}

    bool record(const CsvRecord& record) {
        if (is_empty(record)) { return true; }
        if (!reading_.header_found) { return look_for_header(record); }
        if (is_total(record)) {
            const std::string line = std::to_string(record.line);
            findings_.notice(
                {file_ + " 第 " + line + " 行是合计，已跳过", file_ + " line " + line + " is a total and was skipped"});
            reading_.totals.push_back({record});
            return true;
        }
        ++reading_.rows;
        take_(TableRow(record, reading_.places));
        return true;
    }

    TableReading take() { return std::move(reading_); }

private:
    bool look_for_header(const CsvRecord& record) {
        const std::size_t needed = std::min<std::size_t>(2, columns_.size());
        if (known_headers(record.cells, columns_) >= needed) {
            read_header(record);
            return true;
        }
        return ++skipped_ < kHeaderWithin;
    }

    void read_header(const CsvRecord& record) {
        reading_.header_found = true;
        reading_.places.assign(columns_.size(), -1);
        if (skipped_ > 0) {
            const std::string count = std::to_string(skipped_);
            findings_.notice({file_ + "：表头上方的 " + count + " 行标题已跳过",
                              file_ + ": " + count + " title row(s) above the header skipped"});
        }
        for (std::size_t i = 0; i < record.cells.size(); ++i) {
            const std::string header = header_text(record.cells[i]);
            const int column = column_named(header, columns_);
            if (header.empty()) { continue; }
            if (column < 0) {
                not_read(header);
            } else if (reading_.places[static_cast<std::size_t>(column)] >= 0) {
                findings_.problem({file_,
                                   "",
                                   record.line,
                                   static_cast<int>(i) + 1,
                                   {"列 " + header + " 出现两次", "the column " + header + " stands twice"},
                                   {"保留一列", "keep one of them"}});
            } else {
                reading_.places[static_cast<std::size_t>(column)] = static_cast<int>(i);
                if (columns_[static_cast<std::size_t>(column)].carried_later) { not_used(header); }
            }
        }
    }

    void not_read(const std::string& header) {
        std::vector<std::string> known;
        for (const ColumnName& column : columns_) {
            known.insert(known.end(), {std::string(column.id), std::string(column.zh)});
        }
        const std::string near = findings_.nearest_to(header, known);
        const Text hint = near.empty() ? Text{} : Text{"（是否指 " + near + "？）", " (did you mean " + near + "?)"};
        findings_.notice({file_ + "：不认识的列 " + header + "，已忽略" + hint.zh,
                          file_ + ": column " + header + " is not known and was ignored" + hint.en});
    }

    void not_used(const std::string& header) {
        findings_.notice(
            {file_ + "：列 " + header + " 暂不参与计算", file_ + ": column " + header + " is not used yet"});
    }

    const std::string& file_;
    std::span<const ColumnName> columns_;
    Findings& findings_;
    const std::function<void(const TableRow&)>& take_;
    TableReading reading_;
    std::size_t skipped_ = 0;
};

void no_header(const std::string& file, std::span<const ColumnName> columns, Findings& findings) {
    std::string zh;
    std::string en;
    for (const ColumnName& column : columns) {
        zh += (zh.empty() ? "" : "、") + std::string(column.zh);
        en += (en.empty() ? "" : ", ") + std::string(column.id);
    }
    findings.problem(
        {file, "", 1, 0, {"找不到表头", "no header row was found"}, {"列名可用：" + zh, "known columns: " + en}});
}

std::optional<Text> refused_format(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04")) {
        return Text{"这是 Excel 工作簿 (.xlsx)，不是 CSV", "this is an Excel workbook (.xlsx), not a CSV"};
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return Text{"这是旧版 Excel 文件 (.xls)，不是 CSV", "this is an old Excel file (.xls), not a CSV"};
    }
    return std::nullopt;
}

} // namespace

std::string_view TableRow::cell(std::size_t column) const {
    const int place = places_[column];
    if (place < 0 || static_cast<std::size_t>(place) >= record_.cells.size()) { return {}; }
    return trimmed(record_.cells[static_cast<std::size_t>(place)]);
}

TableReading read_table(std::string_view utf8, const std::string& file, std::span<const ColumnName> columns,
                        Findings& findings, const std::function<void(const TableRow&)>& take) {
    TableReader reader(file, columns, findings, take);
    const Problems broken = read_csv(utf8, delimiter_of(utf8, columns), file,
                                     [&](const CsvRecord& record) { return reader.record(record); });
    for (const Problem& problem : broken) { findings.problem(problem); }
    TableReading reading = reader.take();
    reading.complete = broken.empty();
    if (!reading.header_found && broken.empty()) { no_header(file, columns, findings); }
    return reading;
}

std::optional<std::string> table_text(std::string bytes, const std::string& file, std::optional<Encoding> stated,
                                      Findings& findings) {
    if (const auto format = refused_format(bytes)) {
        findings.problem(
            {file, "", 0, 0, *format, {"另存为 CSV UTF-8（逗号分隔）", "save it as CSV UTF-8 (comma delimited)"}});
        return std::nullopt;
    }
    if (const int line = overlong_line(bytes); line > 0) {
        const std::string kb = std::to_string(kLongestLine >> 10);
        findings.problem({file,
                          "",
                          line,
                          0,
                          {"一行超过 " + kb + " KB", "a line of more than " + kb + " KB"},
                          {"确认这是 CSV 文件", "make sure that this is a CSV"}});
        return std::nullopt;
    }
    Decoded decoded = decode(bytes, stated);
    if (decoded.bad_byte) {
        const Place place = place_of(bytes, *decoded.bad_byte);
        findings.problem({file,
                          "",
                          place.line,
                          place.column,
                          {"此处的字节不是 " + std::string(name_of(decoded.encoding)) + " 文字",
                           "the bytes here are no " + std::string(name_of(decoded.encoding)) + " text"},
                          {"用 CSV UTF-8 重新保存，或用 portfolio.encoding 写明编码",
                           "save again as CSV UTF-8, or state portfolio.encoding"}});
        return std::nullopt;
    }
    if (decoded.text.find('\0') != std::string::npos) {
        findings.problem({file,
                          "",
                          0,
                          0,
                          {"这是二进制文件，不是 CSV", "this is a binary file, not a CSV"},
                          {"另存为 CSV UTF-8", "save it as CSV UTF-8"}});
        return std::nullopt;
    }
    if (decoded.encoding != Encoding::utf8) {
        const std::string name(name_of(decoded.encoding));
        findings.notice({file + " 按 " + name + " 读取", file + " was read as " + name});
    }
    return std::move(decoded.text);
}

} // namespace kdt::scenario
