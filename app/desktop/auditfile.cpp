#include "auditfile.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

tl::unexpected<Error> notWritten(const QSaveFile &file)
{
    return fail(ErrorKind::Invalid,
        QCoreApplication::translate("Audit", "The file could not be written: %1").arg(file.fileName()),
        file.errorString(), QCoreApplication::translate("Audit", "Choose another place, or make room there."));
}

QByteArray linesOf(const QList<AuditRow> &rows, bool csv, bool first)
{
    QByteArray text;
    for (const AuditRow &row : rows) {
        if (csv)
            text += auditCsvLine(row).toUtf8() + "\r\n";
        else
            text += (first ? "\n" : ",\n") + QJsonDocument(auditJson(row)).toJson(QJsonDocument::Compact);
        first = false;
    }
    return text;
}

} // namespace

Result<qint64> writeAuditFile(
    const QString &path, const QString &format, const std::function<Result<QList<AuditRow>>(qint64 beforeId)> &page)
{
    const bool csv = format == "csv"_L1;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    // Without the mark a spreadsheet takes it for another encoding.
    file.write(csv ? "\xEF\xBB\xBF" + auditCsvHead().toUtf8() + "\r\n" : QByteArray("["));
    qint64 written = 0;
    for (qint64 before = 0;;) {
        HERMES_ASSIGN(const QList<AuditRow> rows, page(before));
        if (rows.isEmpty())
            break;
        if (file.write(linesOf(rows, csv, written == 0)) < 0)
            return notWritten(file);
        written += rows.size();
        before = rows.last().id;
    }
    if (!csv)
        file.write("\n]\n");
    if (!file.commit())
        return notWritten(file);
    return written;
}

} // namespace hermes::desktop
