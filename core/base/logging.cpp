#include "logging.h"

#include <QDateTime>
#include <QFile>
#include <QMutex>
#include <cstdio>

namespace hermes {

Q_LOGGING_CATEGORY(logCore, "hermes.core")

namespace {

struct LogTarget {
    QMutex mutex;
    QFile file;
    bool verbose = false;
};

// Qt's message handler is a plain function, so its target has to be reachable without an argument.
LogTarget &target()
{
    static LogTarget instance;
    return instance;
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static constexpr const char *names[] = {"debug", "warning", "critical", "fatal", "info"};
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + names[type]
        + ' ' + (context.category ? context.category : "default") + ": " + message.toUtf8() + '\n';
    LogTarget &to = target();
    const QMutexLocker lock(&to.mutex);
    if (to.file.isOpen()) {
        to.file.write(line);
        to.file.flush();
    }
    if (to.verbose || type == QtFatalMsg)
        std::fputs(line.constData(), stderr);
}

} // namespace

void logToFile(const QString &path, bool verbose)
{
    constexpr qint64 rotateAt = 5'000'000;
    if (QFile(path).size() > rotateAt) {
        QFile::remove(path + QStringLiteral(".1"));
        QFile::rename(path, path + QStringLiteral(".1"));
    }
    LogTarget &to = target();
    const QMutexLocker lock(&to.mutex);
    to.verbose = verbose;
    to.file.close(); // a QFile that is open warns about its new name, and the warning would come back here
    to.file.setFileName(path);
    if (to.file.open(QIODevice::Append))
        to.file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    qInstallMessageHandler(write);
}

} // namespace hermes
