#include "scenario/csv.hpp"

#include "scenario/limits.hpp"

#include <csv.h>

#include <algorithm>

namespace kdt::scenario {
namespace {

/// Length of the line that begins at `from`, its end included: \n, \r\n or a \r alone.
std::size_t line_length(std::string_view text, std::size_t from) {
    const auto end = text.find_first_of("\r\n", from);
    if (end == std::string_view::npos) { return text.size() - from; }
    const bool pair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    return end - from + (pair ? 2 : 1);
}

/// libcsv fed line by line, so that every record knows its line.
class Reader {
public:
    Reader(char delimiter, const std::function<bool(const CsvRecord&)>& take) : take_(take) {
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { csv_free(&parser_); }

    bool feed(std::string_view line, int number) {
        if (!inside_) {
            record_.line = number;
            bytes_ = 0;
            records_before_ = records_;
        }
        bytes_ += line.size();
        const bool fine = csv_parse(&parser_, line.data(), line.size(), on_cell, on_record, this) == line.size();
        inside_ = records_ == records_before_ && (inside_ || !blank(line));
        return fine;
    }
    bool finish() { return csv_fini(&parser_, on_cell, on_record, this) == 0; }

    int record_line() const { return record_.line; }
    std::size_t record_bytes() const { return bytes_; }
    std::size_t records() const { return records_; }
    bool wants_more() const { return wants_more_; }

private:
    static bool blank(std::string_view line) { return line.find_first_not_of("\r\n \t") == std::string_view::npos; }

    static void on_cell(void* text, std::size_t length, void* self) {
        static_cast<Reader*>(self)->record_.cells.emplace_back(static_cast<const char*>(text), length);
    }
    static void on_record(int, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        ++reader.records_;
        if (reader.wants_more_) { reader.wants_more_ = reader.take_(reader.record_); }
        reader.record_.cells.clear();
    }

    csv_parser parser_{};
    const std::function<bool(const CsvRecord&)>& take_;
    CsvRecord record_;
    std::size_t records_ = 0;
    std::size_t records_before_ = 0;
    std::size_t bytes_ = 0;
    bool inside_ = false;
    bool wants_more_ = true;
};

Problem too_long(const std::string& file, int line) {
    const std::string kb = std::to_string(kLongestLine >> 10);
    return {file,
            "",
            line,
            0,
            {"一行超过 " + kb + " KB", "a line of more than " + kb + " KB"},
            {"检查引号是否成对，文件是否真是 CSV", "look for an unpaired quote; is the file really a CSV?"}};
}

} // namespace

Problems read_csv(std::string_view utf8, char delimiter, const std::string& file,
                  const std::function<bool(const CsvRecord&)>& take) {
    const Text broken{"引号不成对", "an unpaired quote"};
    const Text mend{"检查该行的双引号；引号里的引号要写两遍",
                    "look at the double quotes of this line; a quote inside quotes is doubled"};
    Reader reader(delimiter, take);
    int number = 0;
    for (std::size_t at = 0; at < utf8.size() && reader.wants_more();) {
        const std::size_t length = line_length(utf8, at);
        ++number;
        if (length > kLongestLine) { return {too_long(file, number)}; }
        if (!reader.feed(utf8.substr(at, length), number)) { return {{file, "", number, 0, broken, mend}}; }
        if (reader.record_bytes() > kLongestLine) { return {too_long(file, reader.record_line())}; }
        if (reader.records() > kMostRows) {
            const std::string most = std::to_string(kMostRows);
            return {{file,
                     "",
                     number,
                     0,
                     {"超过 " + most + " 行", "more than " + most + " rows"},
                     {"只留在贷的贷款", "keep only loans on the books"}}};
        }
        at += length;
    }
    if (!reader.finish()) { return {{file, "", reader.record_line(), 0, broken, mend}}; }
    return {};
}

std::vector<std::string_view> first_lines(std::string_view text, std::size_t count) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size() && lines.size() < count;) {
        const std::size_t length = line_length(text, at);
        std::string_view line = text.substr(at, length);
        lines.push_back(line.substr(0, std::min(line.find_last_not_of("\r\n") + 1, line.size())));
        at += length;
    }
    return lines;
}

int overlong_line(std::string_view bytes) {
    int number = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = line_length(bytes, at);
        ++number;
        if (length > kLongestLine) { return number; }
        at += length;
    }
    return 0;
}

} // namespace kdt::scenario
