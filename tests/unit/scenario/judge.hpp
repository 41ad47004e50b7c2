#pragma once

#include <nlohmann/json.hpp>

#include <memory>

namespace testing {

/// A second opinion on our own walk over the schema: valijson on the embedded text.
class Judge {
public:
    Judge();
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;
    ~Judge();
    bool accepts(const nlohmann::json& scenario) const;

private:
    struct Schema;
    std::unique_ptr<Schema> schema_;
};

} // namespace testing
