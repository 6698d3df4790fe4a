#pragma once

#include "homejob.h"
#include "hometree.h"

namespace hermes::containers {

/// A tree of files on its way from one job to another: a home, or an archive.
struct Transfer {
    const HeldJob &from;
    const HeldJob &to;
    QString root;
    bool isWarm = false; ///< the source is written to meanwhile
    const std::function<void(const QString &)> &note;
};

struct Trees {
    Tree source;
    Tree target;
};
/// Both at once: each host has its own disk.
[[nodiscard]] Result<Trees> bothTrees(const Transfer &way, TreeVerb verb, const Call &call);

/// Deletes on the target what the source has not, and sends what it has otherwise.
[[nodiscard]] Status makeAlike(
    const Transfer &way, const Tree &source, const Tree &target, Sameness sameness, const Call &call);

/// Sends what looks different, then compares everything; once more what is different all the same.
[[nodiscard]] Status moveTree(const Transfer &way, const Call &call);

} // namespace hermes::containers
