#pragma once

#include "base/problem.hpp"
#include "results/results.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::results {

/// A value in a result file with the place it stands at. Reading what is missing or of another kind gives a neutral
/// value and a problem with its JSON pointer, one a place; nothing throws. Order of keys is kept.
class JsonPlace {
public:
    using Json = nlohmann::ordered_json;
    /// The root. All outlive the place; problems are added to `problems`, at most `kMostProblems`.
    JsonPlace(const Json& root, std::string file, Problems& problems);

    JsonPlace at(std::string_view key) const;
    bool has(std::string_view key) const;
    /// Entries of an object, or elements of an array (whose names are their numbers).
    void each(const std::function<void(const std::string& name, const JsonPlace& value)>& visit) const;

    Number number() const; ///< a number or null
    Number number(double least, double most) const;
    Number share() const { return number(0.0, 1.0); }
    Number not_negative() const;
    double figure() const; ///< a number
    std::int64_t integer() const;
    std::int64_t count() const; ///< a whole number, not negative
    /// A whole number within a range, as months and places are.
    int whole(int least, int most) const;
    std::uint64_t natural() const;
    bool flag() const;
    std::string text() const;
    bool is_null() const { return value_->is_null(); }
    std::vector<std::string> texts() const;
    std::vector<Number> numbers() const;
    std::vector<Number> shares() const;

    /// The value is not one this version knows.
    void refuse() const;
    /// The value can't be, and why.
    void refuse(const Text& why) const;

    static constexpr std::size_t kMostProblems = 20;

private:
    JsonPlace(const Json& value, const JsonPlace& above, std::string pointer);
    bool is_missing() const;
    /// The value; 0 and a problem where no run gives such a figure.
    double sized(double value) const;

    const Json* value_;
    std::string file_;
    std::string pointer_;
    Problems* problems_;
};

} // namespace kdt::results
