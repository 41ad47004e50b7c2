#include "scenario/rule_list.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kdt::scenario {
namespace {

/// A band as it is written.
struct WrittenBand {
    Block block;
    std::set<std::string> sectors;
    double attach = 0.0;
    double detach = 0.0; ///< above every rate where there is none
};

WrittenBand written_band(const Block& block) {
    constexpr double kNoEnd = 2.0;
    WrittenBand out{block, {}, block.rate("attach", 0.0), block.rate("detach", kNoEnd)};
    for (const Block& sector : block.block("sectors").entries()) { out.sectors.insert(sector.as_text().value_or("")); }
    return out;
}

/// Whether it has losses between its levels; says so where not.
bool check_levels_of(const RuleInput& in, const WrittenBand& band) {
    if (!band.block.has("attach") && !band.block.has("detach")) {
        in.mistake(band.block.pointer(), {"没有写 attach 或 detach", "it has neither attach nor detach"},
                   {"至少写一个；不分层时删掉 layer", "give one of them; leave layer out for no layer"});
        return false;
    }
    if (band.attach < band.detach) { return true; }
    in.mistake(band.block.pointer("attach"),
               {"起付线不低于封顶线，层内没有损失", "attaches where it detaches or above: nothing lies between"},
               {"起付线应低于封顶线", "attach must be the smaller one"});
    return false;
}

/// Two bands of one bank, the later one in the file second.
void check_two_bands(const RuleInput& in, const WrittenBand& first, const WrittenBand& second) {
    if (first.sectors != second.sectors) {
        const auto common = std::find_if(second.sectors.begin(), second.sectors.end(),
                                         [&](const auto& sector) { return first.sectors.contains(sector); });
        if (common == second.sectors.end()) { return; }
        in.mistake(second.block.pointer("sectors"),
                   {"行业 " + *common + " 也在 " + first.block.pointer() + " 中，而两档的行业不同",
                    "the sector " + *common + " is in " + first.block.pointer() + " too, whose sectors are others"},
                   {"两档的行业应相同，或没有共同的行业", "give both the same sectors, or none in common"});
        return;
    }
    if (first.attach < second.detach && second.attach < first.detach) {
        in.mistake(second.block.pointer("attach"),
                   {"与 " + first.block.pointer() + " 重叠", "overlaps " + first.block.pointer()},
                   {"一档从另一档的封顶线起", "let one attach where the other detaches, or above"});
    }
    const auto book = [](const WrittenBand& band) { return band.block.text("book", "opening_of_year"); };
    if (book(first) != book(second)) {
        in.mistake(
            second.block.pointer("book"),
            {"与 " + first.block.pointer() + " 的分母不同", "is another book than that of " + first.block.pointer()},
            {"同一组行业的各档用同一分母", "let bands of the same sectors have one book"});
    }
}

/// Bands of the same sectors are one layer.
void check_number(const RuleInput& in, const Block& layer, const std::vector<WrittenBand>& bands) {
    std::map<std::set<std::string>, std::size_t> of_sectors;
    for (const WrittenBand& band : bands) {
        if (++of_sectors[band.sectors] != terms::kMostBands + 1) { continue; }
        const std::string most = std::to_string(terms::kMostBands);
        in.mistake(layer.pointer(),
                   {"同一组行业超过 " + most + " 档", "has more than " + most + " bands of the same sectors"},
                   {"合并相邻的档", "join bands that meet"});
    }
}

void check_layer(const RuleInput& in, const Block& layer) {
    if (!layer.there() || !in.sound(layer.pointer())) { return; }
    std::vector<WrittenBand> bands;
    for (const Block& block : one_or_several(layer)) {
        WrittenBand band = written_band(block);
        if (!check_levels_of(in, band)) { continue; }
        for (const WrittenBand& earlier : bands) { check_two_bands(in, earlier, band); }
        bands.push_back(std::move(band));
    }
    check_number(in, layer, bands);
}

} // namespace

void check_layers(const RuleInput& in) {
    for (const auto& [id, bank] : in.root.block("banks").members()) { check_layer(in, bank.block("layer")); }
}

} // namespace kdt::scenario
