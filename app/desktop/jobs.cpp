#include "jobs.h"

#include <QCoreApplication>
#include <QFile>
#include <thread>

namespace hermes::desktop {

namespace {

constexpr qint64 largestSecret = 64 * 1024;

Result<Secret> readSecret(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, QCoreApplication::translate("Jobs", "%1 cannot be read").arg(path),
            file.errorString(), QCoreApplication::translate("Jobs", "Choose a file that you may read."));
    QByteArray bytes = file.read(largestSecret + 1);
    if (bytes.size() > largestSecret)
        return fail(ErrorKind::Invalid, QCoreApplication::translate("Jobs", "%1 is too long for a key").arg(path), {},
            QCoreApplication::translate("Jobs", "Choose the file that holds the key and nothing else."));
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    return Secret(bytes);
}

} // namespace

QFuture<Result<Secret>> readSecretFile(const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<Secret>>>();
    promise->start();
    std::thread([promise, path] {
        promise->addResult(readSecret(path));
        promise->finish();
    }).detach();
    return promise->future();
}

} // namespace hermes::desktop
