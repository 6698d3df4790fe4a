#include "tar.h"
#include "tarblock.h"

#include <QMap>

#include <algorithm>
#include <cstring>
#include <optional>

namespace hermes::docker {

using namespace tarblock;

namespace {

/// What earlier extended headers (pax, GNU long name) say about the next entry.
struct Extended {
    QMap<QByteArray, QByteArray> pax;
    bool parse(QByteArray records)
    {
        while (!records.isEmpty()) {
            const qsizetype space = records.indexOf(' ');
            bool ok = false;
            const qsizetype length = records.left(std::max<qsizetype>(space, 0)).toLongLong(&ok);
            if (!ok || length <= space + 1 || length > records.size() || records.at(length - 1) != '\n')
                return false;
            const QByteArray record = records.mid(space + 1, length - space - 2);
            const qsizetype equals = record.indexOf('=');
            if (equals < 1)
                return false;
            pax.insert(record.left(equals), record.mid(equals + 1));
            records.remove(0, length);
        }
        return true;
    }
};

QByteArray textOf(const char *block, Field field)
{
    return QByteArray(block + field.at, qsizetype(qstrnlen(block + field.at, size_t(field.size))));
}

/// Octal, or GNU's base-256 form for what does not fit.
std::optional<quint64> numberOf(const char *block, Field field)
{
    if (quint8(block[field.at]) & 0x80U) {
        quint64 value = quint8(block[field.at]) & 0x7fU;
        for (qsizetype i = 1; i < field.size; ++i)
            value = (value << 8U) | quint8(block[field.at + i]);
        return value;
    }
    const QByteArray text = textOf(block, field).trimmed();
    bool ok = text.isEmpty();
    const quint64 value = ok ? 0 : text.toULongLong(&ok, 8);
    return ok ? std::optional(value) : std::nullopt;
}

tl::unexpected<Error> damaged(const QString &detail)
{
    return fail(ErrorKind::Invalid, translate("Docker", "The archive cannot be read"), detail,
        translate("Docker", "It was cut off or damaged on the way; read it again."));
}

QByteArray cleanPath(QByteArray path)
{
    while (path.startsWith("./"))
        path.remove(0, 2);
    while (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    return path;
}

class Reader {
public:
    explicit Reader(const QByteArray &archive)
        : m_archive(archive)
    { }

    Result<QList<TarEntry>> all()
    {
        QList<TarEntry> entries;
        while (true) {
            if (m_at + blockSize > m_archive.size())
                return damaged(QStringLiteral("no end mark after %1 bytes").arg(m_archive.size()));
            const char *block = m_archive.constData() + m_at;
            if (std::all_of(block, block + blockSize, [](char c) { return c == '\0'; }))
                return entries;
            HERMES_TRY(one(block, entries));
        }
    }

private:
    Status one(const char *block, QList<TarEntry> &entries)
    {
        const auto sum = numberOf(block, sumField);
        const auto mode = numberOf(block, modeField);
        const auto uid = numberOf(block, uidField);
        const auto gid = numberOf(block, gidField);
        const auto time = numberOf(block, timeField);
        auto size = numberOf(block, sizeField);
        if (!sum || !mode || !uid || !gid || !size || !time || *sum != checksum(block))
            return damaged(QStringLiteral("bad header at byte %1").arg(m_at));
        if (m_next.pax.contains("size"))
            size = m_next.pax.value("size").toULongLong();
        const char type = block[typeAt];
        const bool hasContent
            = type == '0' || type == '\0' || type == '7' || type == 'x' || type == 'g' || type == 'L' || type == 'K';
        const quint64 stored = hasContent ? *size : 0;
        m_at += blockSize;
        if (stored > quint64(m_archive.size() - m_at))
            return damaged(QStringLiteral("content cut off at byte %1").arg(m_archive.size()));
        const QByteArray content = m_archive.mid(m_at, qsizetype(stored));
        m_at += qsizetype((stored + blockSize - 1) / blockSize * blockSize);
        if (type == 'x' || type == 'g' || type == 'L' || type == 'K')
            return remember(type, content);
        TarEntry entry;
        entry.mode = quint32(*mode) & 07777U;
        entry.uid = m_next.pax.contains("uid") ? m_next.pax.value("uid").toInt() : int(*uid);
        entry.gid = m_next.pax.contains("gid") ? m_next.pax.value("gid").toInt() : int(*gid);
        entry.modifiedSeconds
            = m_next.pax.contains("mtime") ? qint64(m_next.pax.value("mtime").toDouble()) : qint64(*time);
        finish(entry, block, type, content, entries);
        m_next = {};
        return {};
    }

    Status remember(char type, const QByteArray &content)
    {
        const QByteArray text = content.left(qsizetype(qstrnlen(content.constData(), size_t(content.size()))));
        if (type == 'L')
            m_next.pax.insert("path", text);
        else if (type == 'K')
            m_next.pax.insert("linkpath", text);
        else if (type == 'x' && !m_next.parse(content))
            return damaged(QStringLiteral("bad pax record before byte %1").arg(m_at));
        return {};
    }

    void finish(
        TarEntry &entry, const char *block, char type, const QByteArray &content, QList<TarEntry> &entries) const
    {
        QByteArray name = textOf(block, nameField);
        const bool ustar = std::memcmp(block + magicAt, "ustar\0", 6) == 0;
        if (const QByteArray prefix = ustar ? textOf(block, prefixField) : QByteArray(); !prefix.isEmpty())
            name = prefix + '/' + name;
        name = m_next.pax.value("path", name);
        entry.path = QString::fromUtf8(cleanPath(name));
        if (type == '5' || (type == '\0' && name.endsWith('/')))
            entry.type = TarEntry::Type::Directory;
        else if (type == '2') {
            entry.type = TarEntry::Type::SymLink;
            entry.content = m_next.pax.value("linkpath", textOf(block, linkField));
        } else if (type == '0' || type == '\0' || type == '7')
            entry.content = content;
        else
            return; // devices, pipes and hard links mean nothing to us
        entries.append(entry);
    }

    const QByteArray &m_archive;
    qsizetype m_at = 0;
    Extended m_next;
};

} // namespace

Result<QList<TarEntry>> readTar(const QByteArray &archive)
{
    return Reader(archive).all();
}

} // namespace hermes::docker
