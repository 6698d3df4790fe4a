#include "hometree.h"

#include <QSet>
#include <algorithm>

namespace hermes::containers {

using namespace Qt::StringLiterals;

namespace {

// GNU find, tar and sha256sum of the tenant's image. Records end with a NUL: a name may hold anything else. The format
// "posix" keeps fractions of seconds, by which a later glance knows what has not changed. Records of 128 KiB: each
// write of tar's own 10 KiB would pass one by one through all that lies between.
constexpr const char *script
    = "export LC_ALL=C; if [ -n \"$3\" ]; then "
      "[ -p \"$3\" ] && (: <>\"$3\") 2>/dev/null || exit 76; exec 9<>\"$3\"; "
      "case $1 in send*) exec >\"$3\"; n=1 ;; *) exec <\"$3\"; n=0 ;; esac; rm -f -- \"$3\"; exec 9>&-; "
      "[ -p /proc/self/fd/$n ] || exit 76; fi; cd \"$2\" || exit 1; "
      "facts() { find . -ignore_readdir_race \\( -type f -o -type d -o -type l \\) -printf '%y %m %U %G %s "
      "%T@\\0%p\\0%l\\0'; }; "
      "case $1 in "
      "glance) facts || exit 1; printf '.\\0' ;; "
      "list) facts || exit 1; printf '.\\0'; find . -type f -print0 | xargs -0 -r sha256sum -z -- || exit 1; "
      "printf '.\\0' ;; "
      "send) exec tar --format=posix --numeric-owner --no-recursion --null -T - -b 256 --totals -cf - ;; "
      "send-as-hermes) exec tar --format=posix --numeric-owner --owner=10000 --group=10000 --no-recursion --null -T - "
      "-b 256 --totals -cf - ;; "
      "receive) exec tar --numeric-owner --same-owner -b 256 -xpf - ;; "
      "receive-as-own) tar --no-same-owner -b 256 -xpf - && chown -R --reference=. . ;; "
      "delete) exec xargs -0 -r rm -rf -- ;; "
      "sync) exec sync -f . ;; "
      "*) exit 2 ;; esac";

QString verbName(TreeVerb verb)
{
    switch (verb) {
    case TreeVerb::List:
        return u"list"_s;
    case TreeVerb::Glance:
        return u"glance"_s;
    case TreeVerb::Send:
        return u"send"_s;
    case TreeVerb::SendAsHermes:
        return u"send-as-hermes"_s;
    case TreeVerb::Receive:
        return u"receive"_s;
    case TreeVerb::ReceiveAsOwn:
        return u"receive-as-own"_s;
    case TreeVerb::Delete:
        return u"delete"_s;
    case TreeVerb::Sync:
        break;
    }
    return u"sync"_s;
}

tl::unexpected<Error> notWhole()
{
    return fail(ErrorKind::Remote, translate("Runtime", "The list of the files on the host is not whole."), {},
        translate("Runtime", "It is tried again."));
}

constexpr qsizetype hashLength = 64;

} // namespace

QStringList treeCommand(TreeVerb verb, const QString &root, const QString &pipe)
{
    return {u"/bin/sh"_s, u"-c"_s, QString::fromLatin1(script), u"hermes-tree"_s, verbName(verb), root, pipe};
}

qint64 bytesSent(const QByteArray &err)
{
    // "Total bytes written: 1064960 (1.1MiB, 230MiB/s)"
    constexpr QByteArrayView words("Total bytes written: ");
    const qsizetype at = err.lastIndexOf(words);
    bool isNumber = false;
    const qint64 bytes = at < 0 ? 0 : err.mid(at + words.size()).split(' ').first().trimmed().toLongLong(&isNumber);
    return isNumber ? bytes : -1;
}

Result<Tree> parseTree(const QByteArray &text)
{
    Tree tree;
    const QList<QByteArray> records = text.split('\0');
    qsizetype at = 0;
    for (; at + 2 < records.size() && records.at(at) != "."; at += 3) {
        const QList<QByteArray> facts = records.at(at).split(' ');
        if (facts.size() != 6 || facts.first().size() != 1)
            return notWhole();
        TreeEntry entry;
        entry.type = facts.at(0).at(0);
        entry.mode = facts.at(1);
        entry.uid = facts.at(2);
        entry.gid = facts.at(3);
        entry.size = entry.type == 'f' ? facts.at(4) : QByteArray();
        entry.modified = facts.at(5);
        entry.link = records.at(at + 2);
        tree.insert(records.at(at + 1), entry);
    }
    if (records.value(at) != ".")
        return notWhole();
    ++at;
    if (records.value(at).isEmpty())
        return tree;
    for (; at < records.size() && records.at(at) != "."; ++at) {
        // "<hash>  <path>", the path as find printed it.
        const QByteArray &record = records.at(at);
        const auto entry = tree.find(record.mid(hashLength + 2));
        if (entry == tree.end())
            return notWhole();
        entry->sha256 = record.left(hashLength);
    }
    if (records.value(at) != ".")
        return notWhole();
    return tree;
}

bool isSame(const TreeEntry &a, const TreeEntry &b, Sameness sameness)
{
    const bool isOwn = sameness == Sameness::ContentOfArchive;
    if (a.type != b.type || a.size != b.size || a.link != b.link || (!isOwn && (a.uid != b.uid || a.gid != b.gid))
        || (a.type != 'l' && a.mode != b.mode))
        return false;
    if (a.type != 'f')
        return true;
    return sameness == Sameness::Looks ? a.modified == b.modified : a.sha256 == b.sha256 && !a.sha256.isEmpty();
}

namespace {

/// What is written or removed in a directory changes its time: those go last once more, the deepest first, also where
/// they themselves were alike.
void sendDirectoriesLast(TreeDifference &difference, const Tree &source)
{
    QSet<QByteArray> touched;
    for (const QList<QByteArray> *paths : {&difference.missing, &difference.extra})
        for (const QByteArray &path : *paths) {
            if (source.value(path).type == 'd')
                touched.insert(path);
            for (QByteArray up = path.left(path.lastIndexOf('/')); up.contains('/'); up.truncate(up.lastIndexOf('/')))
                if (source.contains(up))
                    touched.insert(up);
        }
    QList<QByteArray> directories(touched.begin(), touched.end());
    std::sort(directories.begin(), directories.end(), std::greater<>());
    difference.missing += directories;
}

} // namespace

TreeDifference differenceOf(const Tree &source, const Tree &target, Sameness sameness)
{
    TreeDifference difference;
    for (auto entry = source.cbegin(); entry != source.cend(); ++entry) {
        const auto there = target.constFind(entry.key());
        if (there != target.cend() && isSame(*entry, *there, sameness))
            continue;
        difference.missing.append(entry.key());
        if (entry->type == 'f')
            difference.bytes += entry->size.toLongLong();
        if (there != target.cend() && there->type != entry->type)
            difference.extra.append(entry.key());
    }
    for (auto entry = target.cbegin(); entry != target.cend(); ++entry)
        if (!source.contains(entry.key()))
            difference.extra.append(entry.key());
    // Of an archive nothing is ever too much, and no time of a directory means anything.
    if (sameness != Sameness::ContentOfArchive)
        sendDirectoriesLast(difference, source);
    return difference;
}

} // namespace hermes::containers
