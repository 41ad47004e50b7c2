#pragma once

#include "results/results.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::results {

/// Writes JSON in the order it is told, so that equal results give equal bytes. Objects spread over lines unless
/// opened with `inline_object`; arrays stand on one line. Strings are escaped as RFC 8259 asks,
/// and what is not UTF-8 in them is replaced.
class JsonWriter {
public:
    JsonWriter& key(std::string_view name);
    void open_object();
    void close_object();
    void open_inline(); ///< an object on one line
    void close_inline();
    void open_array(); ///< on one line
    void close_array();
    /// An array whose elements start lines of their own.
    void open_list();
    void close_list();

    void text(std::string_view value);
    void number(double value);
    void number(Number value); ///< null when missing
    void integer(std::int64_t value);
    void integer(std::uint64_t value);
    void boolean(bool value);
    void null();
    void numbers(std::span<const Number> values);
    void numbers(std::span<const double> values);
    void texts(std::span<const std::string> values);

    /// The text, with a newline at its end; every object is closed.
    std::string take();

private:
    enum class Style { spread, line };
    struct Level {
        Style style = Style::spread;
        bool empty = true;
    };
    void before_value();
    void separate();
    void open(char bracket, Style style);
    void close(char bracket);
    void quote(std::string_view value);

    std::string out_;
    std::vector<Level> levels_;
    bool after_key_ = false;
};

} // namespace kdt::results
