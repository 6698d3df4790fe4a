#include "tar.h"
#include "tarblock.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace hermes::docker {

using namespace tarblock;

namespace {

using Block = std::array<char, blockSize>;

void putText(Block &block, Field field, const QByteArray &text)
{
    std::memcpy(block.data() + field.at, text.constData(), size_t(std::min(field.size, text.size())));
}

void putOctal(Block &block, Field field, quint64 value)
{
    putText(block, field, QByteArray::number(value, 8).rightJustified(field.size - 1, '0'));
}

bool fitsOctal(Field field, quint64 value)
{
    return value < (quint64(1) << (3 * (field.size - 1)));
}

void appendPadded(QByteArray &archive, const QByteArray &content)
{
    archive += content;
    archive.append((blockSize - content.size() % blockSize) % blockSize, '\0');
}

struct Header {
    QByteArray name;
    QByteArray link;
    quint64 mode = 0;
    quint64 uid = 0;
    quint64 gid = 0;
    quint64 size = 0;
    quint64 time = 0;
    char type = '0';
};

void appendHeader(QByteArray &archive, const Header &header)
{
    Block block{};
    putText(block, nameField, header.name);
    putOctal(block, modeField, header.mode);
    putOctal(block, uidField, header.uid);
    putOctal(block, gidField, header.gid);
    putOctal(block, sizeField, header.size);
    putOctal(block, timeField, header.time);
    block[typeAt] = header.type;
    putText(block, linkField, header.link);
    std::memcpy(block.data() + magicAt, "ustar\00000", 8);
    putText(
        block, sumField, QByteArray::number(checksum(block.data()), 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    archive.append(block.data(), blockSize);
}

/// "LENGTH key=value\n", where LENGTH counts itself.
QByteArray paxRecord(const char *key, const QByteArray &value)
{
    const QByteArray rest = QByteArray(" ") + key + '=' + value + '\n';
    qsizetype length = rest.size() + 1;
    while (QByteArray::number(length).size() + rest.size() != length)
        ++length;
    return QByteArray::number(length) + rest;
}

QByteArray paxRecords(const Header &header)
{
    QByteArray records;
    if (header.name.size() > nameField.size)
        records += paxRecord("path", header.name);
    if (header.link.size() > linkField.size)
        records += paxRecord("linkpath", header.link);
    if (!fitsOctal(uidField, header.uid))
        records += paxRecord("uid", QByteArray::number(header.uid));
    if (!fitsOctal(gidField, header.gid))
        records += paxRecord("gid", QByteArray::number(header.gid));
    if (!fitsOctal(sizeField, header.size))
        records += paxRecord("size", QByteArray::number(header.size));
    return records;
}

quint64 clampTo(Field field, quint64 value)
{
    return fitsOctal(field, value) ? value : 0;
}

} // namespace

QByteArray writeTar(const QList<TarEntry> &entries)
{
    QByteArray archive;
    for (const TarEntry &entry : entries) {
        const bool isDirectory = entry.type == TarEntry::Type::Directory;
        const bool isLink = entry.type == TarEntry::Type::SymLink;
        Header header;
        header.name = entry.path.toUtf8() + (isDirectory ? "/" : "");
        header.link = isLink ? entry.content : QByteArray();
        header.mode = entry.mode & 07777U;
        header.uid = quint64(entry.uid);
        header.gid = quint64(entry.gid);
        header.size = isDirectory || isLink ? 0 : quint64(entry.content.size());
        header.time = clampTo(timeField, quint64(std::max<qint64>(entry.modifiedSeconds, 0)));
        header.type = isDirectory ? '5' : isLink ? '2' : '0';
        if (const QByteArray records = paxRecords(header); !records.isEmpty()) {
            Header extended;
            extended.name = "PaxHeaders/" + header.name.left(80);
            extended.mode = 0644;
            extended.size = quint64(records.size());
            extended.type = 'x';
            appendHeader(archive, extended);
            appendPadded(archive, records);
        }
        header.uid = clampTo(uidField, header.uid);
        header.gid = clampTo(gidField, header.gid);
        header.size = clampTo(sizeField, header.size);
        appendHeader(archive, header);
        if (entry.type == TarEntry::Type::File)
            appendPadded(archive, entry.content);
    }
    archive.append(2 * blockSize, '\0');
    return archive;
}

} // namespace hermes::docker
