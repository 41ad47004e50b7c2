#include "scenario/tape_anchors.hpp"

#include <set>

namespace kdt::scenario {
namespace {

/// A borrower's anchor and the line that names it.
struct Named {
    std::string anchor;
    int line = 0;
};

class Anchors {
public:
    Anchors(const std::string& file, int column, Findings& findings)
        : file_(file), column_(column), findings_(findings) {}

    void collect(const std::vector<TapeLoan>& loans, const std::map<std::string, int>& lines) {
        for (const TapeLoan& loan : loans) { borrowers_.insert(loan.borrower_id); }
        for (const TapeLoan& loan : loans) {
            if (loan.anchor.empty()) { continue; }
            const auto found = lines.find(loan.loan_id);
            const int line = found == lines.end() ? 0 : found->second;
            const auto [entry, is_new] = named_.try_emplace(loan.borrower_id, Named{loan.anchor, line});
            if (!is_new && entry->second.anchor != loan.anchor) {
                refuse(line,
                       {"企业 \"" + loan.borrower_id + "\" 已写核心企业 \"" + entry->second.anchor + "\"",
                        "the borrower \"" + loan.borrower_id + "\" has the anchor \"" + entry->second.anchor +
                            "\" already"},
                       {"一家企业只有一个核心企业", "a borrower has one anchor"});
            }
            if (!borrowers_.contains(loan.anchor)) {
                refuse(line,
                       {"明细中没有企业 \"" + loan.anchor + "\"",
                        "there is no borrower \"" + loan.anchor + "\" in the tape"},
                       {"写“企业编号”列中的编号；没有贷款的核心企业不会违约，不必写",
                        "give an id of the column borrower_id; an anchor without a loan can't default and need not be "
                        "named"});
            }
        }
    }

    /// Follows every chain; one that comes back to where it was is told once, from its first borrower by id.
    void refuse_cycles() {
        std::set<std::string> done;
        for (const auto& [start, first] : named_) {
            std::vector<std::string> chain;
            std::set<std::string> on_chain;
            std::string at = start;
            while (named_.contains(at) && !done.contains(at) && on_chain.insert(at).second) {
                chain.push_back(at);
                at = named_.at(at).anchor;
            }
            if (on_chain.contains(at)) { refuse_cycle(chain, at); }
            done.insert(chain.begin(), chain.end());
        }
    }

private:
    void refuse_cycle(const std::vector<std::string>& chain, const std::string& back_at) {
        std::string names;
        bool inside = false;
        for (const std::string& borrower : chain) {
            inside = inside || borrower == back_at;
            if (inside) { names += borrower + " → "; }
        }
        names += back_at;
        refuse(named_.at(back_at).line, {"核心企业绕成了圈：" + names, "the anchors run in a circle: " + names},
               {"去掉其中一个", "take one of them out"});
    }

    void refuse(int line, Text what, Text fix) {
        findings_.problem({file_, "", line, column_, std::move(what), std::move(fix)});
    }

    const std::string& file_;
    int column_;
    Findings& findings_;
    std::set<std::string> borrowers_;
    std::map<std::string, Named> named_; ///< by borrower
};

} // namespace

void check_anchors(const std::vector<TapeLoan>& loans, const std::map<std::string, int>& lines, const std::string& file,
                   int column, Findings& findings) {
    Anchors anchors(file, column, findings);
    anchors.collect(loans, lines);
    anchors.refuse_cycles();
}

} // namespace kdt::scenario
