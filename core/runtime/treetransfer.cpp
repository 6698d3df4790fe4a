#include "treetransfer.h"

#include "containerspec.h"
#include "home.h"
#include "treestream.h"

namespace hermes::containers {

using namespace Qt::StringLiterals;
using ExecStreams = docker::Engine::ExecStreams;

namespace {

Result<Tree> treeOf(const HeldJob &job, TreeVerb verb, const QString &root, const Call &call)
{
    QByteArray text;
    ExecStreams streams;
    streams.output = [&](QByteArrayView bytes) { text.append(bytes.data(), bytes.size()); };
    HERMES_TRY(wentWell(job, job.run(treeCommand(verb, root), streams, call)));
    HERMES_ASSIGN(Tree tree, parseTree(text));
    if (job.tier() == Tier::Prefab && root == homeTarget)
        for (TreeEntry &entry : tree)
            entry.uid = entry.gid = QByteArray::number(home::hermesUid);
    return tree;
}

Status doOnPaths(
    const HeldJob &job, TreeVerb verb, const QString &root, const QList<QByteArray> &paths, const Call &call)
{
    return paths.isEmpty() ? Status() : wentWell(job, job.run(treeCommand(verb, root), readingPaths(paths), call));
}

/// Half of a packing that was cut off, and files that their writer had not finished.
void leaveOutUnfinished(Tree &archive)
{
    archive.removeIf([](const auto &entry) { return entry.key().endsWith(".part") || entry.key().endsWith(".tmp"); });
}

} // namespace

Status makeAlike(const Transfer &way, const Tree &source, const Tree &target, Sameness sameness, const Call &call)
{
    TreeDifference difference = differenceOf(source, target, sameness);
    if (way.root != archiveTarget) // of an archive nothing is ever too much
        HERMES_TRY(doOnPaths(way.to, TreeVerb::Delete, way.root, difference.extra, call));
    return sendTree(way, difference, call);
}

Result<Trees> bothTrees(const Transfer &way, TreeVerb verb, const Call &call)
{
    auto source = ask(way.from.link(), [&] { return treeOf(way.from, verb, way.root, call); });
    auto target = treeOf(way.to, verb, way.root, call);
    Trees trees;
    HERMES_ASSIGN(trees.source, source.get());
    HERMES_ASSIGN(trees.target, std::move(target));
    return trees;
}

Status moveTree(const Transfer &way, const Call &call)
{
    const bool isArchive = way.root == archiveTarget;
    const Sameness content = isArchive ? Sameness::ContentOfArchive : Sameness::Content;
    TreeVerb verb = isArchive ? TreeVerb::List : TreeVerb::Glance;
    Sameness sameness = isArchive ? content : Sameness::Looks;
    constexpr int most = 3;
    for (int round = 0;; ++round) {
        HERMES_ASSIGN(Trees trees, bothTrees(way, verb, call));
        if (isArchive)
            leaveOutUnfinished(trees.source);
        const TreeDifference difference = differenceOf(trees.source, trees.target, sameness);
        const bool isAlike = difference.missing.isEmpty() && (isArchive || difference.extra.isEmpty());
        if (isAlike && sameness == content)
            break;
        if (round == most)
            return fail(ErrorKind::Remote,
                translate("Runtime", "%1 on host %2 is not what was sent there.")
                    .arg(QString::fromUtf8(difference.missing.value(0, difference.extra.value(0))),
                        way.to.link().host.name),
                {}, translate("Runtime", "Nothing was let go. Check the disk of that host."));
        if (!isAlike)
            HERMES_TRY(makeAlike(way, trees.source, trees.target, sameness, call));
        verb = TreeVerb::List;
        sameness = content;
    }
    return wentWell(way.to, way.to.run(treeCommand(TreeVerb::Sync, way.root), {}, call));
}

} // namespace hermes::containers
