#include "given/expected.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <set>
#include <stdexcept>

namespace given {
namespace {

using Json = nlohmann::json;

/// One object of the file; every key must be asked for, or `done` throws.
class Entry {
public:
    explicit Entry(const Json& object) : object_(object) {}

    template <class T>
    T need(const std::string& key) {
        asked_.insert(key);
        if (!object_.contains(key)) { throw std::runtime_error("no \"" + key + "\" in " + object_.dump()); }
        return object_.at(key).get<T>();
    }
    template <class T>
    T maybe(const std::string& key, T otherwise) {
        return object_.contains(key) ? need<T>(key) : otherwise;
    }
    Figure figure(const std::string& key) {
        const auto value = need<Json>(key);
        return value.is_null() ? Figure{} : Figure{value.get<double>()};
    }
    bool has(const std::string& key) const { return object_.contains(key); }

    void done() const {
        for (const auto& [key, value] : object_.items()) {
            if (!asked_.contains(key)) { throw std::runtime_error("unread \"" + key + "\" in " + object_.dump()); }
        }
    }

private:
    const Json& object_;
    std::set<std::string> asked_;
};

LedgerRow ledger_row(Entry& entry) {
    LedgerRow row;
    row.from_month = entry.need<int>("month");
    row.to_month = entry.maybe<int>("to_month", row.from_month);
    row.scope = entry.maybe<std::string>("scope", "");
    row.id = entry.maybe<std::string>("id", "");
    row.measure = entry.need<std::string>("measure");
    row.value = entry.figure("value");
    return row;
}

ExpectedEvent event(Entry& entry) {
    ExpectedEvent out;
    out.month = entry.need<int>("month");
    out.kind = entry.need<std::string>("kind");
    out.loan = entry.maybe<std::string>("loan", "");
    out.amount = entry.need<double>("amount");
    if (entry.has("of")) { out.of = entry.figure("of"); }
    out.rule = entry.maybe<std::string>("rule", "");
    out.clause = entry.maybe<std::string>("clause", "");
    return out;
}

ExpectedRefusal refusal(Entry& entry) {
    return {entry.need<std::string>("product"), entry.need<std::string>("reason"), entry.need<std::int64_t>("count"),
            entry.need<double>("amount")};
}

ExpectedTarget target(Entry& entry) {
    return {entry.need<std::string>("target"), entry.need<double>("value"), entry.need<bool>("met"),
            entry.maybe<std::string>("bound_by", "")};
}

ExpectedBreaker breaker(Entry& entry) {
    return {entry.need<std::string>("breaker"), entry.maybe<std::string>("member", ""), entry.need<int>("first_warn"),
            entry.need<int>("first_stop"), entry.need<std::vector<int>>("stopped")};
}

ExpectedShortfall shortfall(Entry& entry) { return {entry.need<int>("month"), entry.need<double>("value")}; }

template <class T>
std::vector<T> list(Entry& file, const std::string& key, T (*read)(Entry&)) {
    std::vector<T> out;
    const Json rows = file.maybe<Json>(key, Json::array());
    for (const Json& row : rows) {
        Entry entry(row);
        out.push_back(read(entry));
        entry.done();
    }
    return out;
}

} // namespace

Expected read_expected(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) { throw std::runtime_error("cannot read " + file.string()); }
    const Json json = Json::parse(in);
    Entry entry(json);
    Expected out;
    out.ledger = list(entry, "ledger", ledger_row);
    out.events = list(entry, "events", event);
    out.refusals = list(entry, "refusals", refusal);
    out.targets = list(entry, "targets", target);
    out.breakers = list(entry, "breakers", breaker);
    out.shortfall = list(entry, "shortfall", shortfall);
    out.depleted_month = entry.need<int>("depleted_month");
    entry.done();
    if (out.ledger.empty()) { throw std::runtime_error("no ledger in " + file.string()); }
    return out;
}

std::int64_t fen(double wan) { return std::llround(wan * 1'000'000.0); }

} // namespace given
