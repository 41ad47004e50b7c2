// valijson brings std::regex, in which GCC 12 sees uninitialised members under the sanitizers.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#include "unit/scenario/judge.hpp"

#include "scenario/schema_text.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace testing {

struct Judge::Schema {
    nlohmann::json document = nlohmann::json::parse(kdt::scenario::schema_text());
    valijson::Schema parsed;
};

Judge::Judge() : schema_(std::make_unique<Schema>()) {
    const valijson::adapters::NlohmannJsonAdapter adapter(schema_->document);
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter, schema_->parsed);
}

Judge::~Judge() = default;

bool Judge::accepts(const nlohmann::json& scenario) const {
    const valijson::adapters::NlohmannJsonAdapter adapter(scenario);
    return valijson::Validator().validate(schema_->parsed, adapter, nullptr);
}

} // namespace testing
