#include "treetransfer.h"

#include "containerspec.h"
#include "home.h"
#include "pipe.h"

#include <QElapsedTimer>
#include <QLocale>

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

ExecStreams reading(const QList<QByteArray> &paths)
{
    QByteArray lines;
    for (const auto &path : paths)
        lines += path + '\0';
    ExecStreams streams;
    streams.input = [lines](const Call &) mutable -> Result<QByteArray> { return std::exchange(lines, QByteArray()); };
    return streams;
}

Status doOnPaths(
    const HeldJob &job, TreeVerb verb, const QString &root, const QList<QByteArray> &paths, const Call &call)
{
    return paths.isEmpty() ? Status() : wentWell(job, job.run(treeCommand(verb, root), reading(paths), call));
}

/// Tells how far a transfer is, twice a second at most.
class Gauge {
public:
    Gauge(const std::function<void(const QString &)> &note, qint64 all)
        : m_note(note)
        , m_all(all)
    {
        m_timer.start();
    }
    void passed(qint64 bytes)
    {
        constexpr qint64 everyMs = 500;
        m_passed += bytes;
        if (!m_note || m_timer.elapsed() < everyMs)
            return;
        m_timer.restart();
        const QLocale locale = QLocale::c();
        m_note(translate("Runtime", "%1 of %2 are over")
                   .arg(locale.formattedDataSize(std::min(m_passed, m_all), 1), locale.formattedDataSize(m_all, 1)));
    }

private:
    const std::function<void(const QString &)> &m_note;
    qint64 m_all;
    qint64 m_passed = 0;
    QElapsedTimer m_timer;
};

/// Brings these files over, as one stream from host to host through this process.
Status send(const Transfer &way, const TreeDifference &difference, const Call &call)
{
    if (difference.missing.isEmpty())
        return {};
    constexpr qsizetype underWay = 4 << 20;
    Pipe pipe(way.from.link().isAtHand ? std::numeric_limits<qsizetype>::max() : underWay);
    CancelSource broken; // the receiver has: nobody waits for the rest
    const auto byCaller = call.cancel.onCancel([&broken] { broken.cancel(); });
    const Call sending{call.deadline, broken.token()};
    Gauge gauge(way.note, difference.bytes);
    auto sent = ask(way.from.link(), [&]() -> Status {
        ExecStreams streams = reading(difference.missing);
        streams.output = [&](QByteArrayView bytes) {
            gauge.passed(bytes.size());
            if (!pipe.write(bytes, sending))
                broken.cancel();
        };
        const bool isPrefab = way.from.tier() == Tier::Prefab;
        const auto ran
            = way.from.run(treeCommand(isPrefab ? TreeVerb::SendAsHermes : TreeVerb::Send, way.root), streams, sending);
        // What changed or went away while it was read is seen by the comparison afterwards.
        constexpr int changedMeanwhile = 2;
        Status done = way.isWarm && ran && ran->exitCode <= changedMeanwhile ? Status() : wentWell(way.from, ran);
        if (done)
            pipe.finish();
        else
            pipe.abort(done.error());
        return done;
    });
    ExecStreams streams;
    streams.input = [&](const Call &reader) { return pipe.read(reader); };
    const bool becomesOwn = way.root == archiveTarget || way.to.tier() == Tier::Prefab;
    const auto verb = becomesOwn ? TreeVerb::ReceiveAsOwn : TreeVerb::Receive;
    const Status received = wentWell(way.to, way.to.run(treeCommand(verb, way.root), streams, call));
    if (!received) {
        pipe.abort(received.error());
        broken.cancel();
    }
    Status done = sent.get();
    // A receiver that was cut off says less than why.
    if (!done && done.error().kind != ErrorKind::Cancelled)
        return done;
    HERMES_TRY(received);
    return done;
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
    return send(way, difference, call);
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
