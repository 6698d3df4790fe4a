#include "sandboxbox.h"
#include "localstream.h"
#include "tar.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace hermes::test {

CommandResult run(const QStringList &argv, const QByteArray &input)
{
    QProcess process;
    process.start(argv.first(), argv.mid(1));
    if (!process.waitForStarted())
        return {-1, {}, process.errorString().toUtf8()};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000))
        return {-1, process.readAllStandardOutput(), "no end after 120 s"};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

Result<SandboxBox> SandboxBox::find()
{
    const auto hint
        = QStringLiteral("Run ./test.sh, or: apt-get install docker.io; tests/sandbox/sandbox up --dir DIR; "
                         "export HERMES_TEST_SANDBOX=DIR");
    const QString directory = qEnvironmentVariable("HERMES_TEST_SANDBOX");
    if (directory.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("This test needs a sandbox host with Docker"),
            QStringLiteral("HERMES_TEST_SANDBOX is not set"), hint);
    const CommandResult info = run({QStringLiteral(HERMES_SOURCE_DIR "/tests/sandbox/sandbox"), QStringLiteral("info"),
        QStringLiteral("--dir"), directory, QStringLiteral("--json")});
    const QJsonObject object = QJsonDocument::fromJson(info.out).object();
    const QJsonObject host = object.value(QStringLiteral("hosts")).toArray().first().toObject();
    SandboxBox box;
    box.m_directory = directory;
    box.m_host = host;
    box.m_box = host.value(QStringLiteral("box")).toString();
    box.m_small = host.value(QStringLiteral("small")).toString();
    box.m_image = object.value(QStringLiteral("image")).toString();
    if (info.exitCode != 0 || box.m_box.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("The sandbox in %1 is not up").arg(directory),
            QString::fromUtf8(info.err), hint);
    return box;
}

CommandResult SandboxBox::onHost(const QStringList &argv, const QByteArray &input) const
{
    return run(
        QStringList{QStringLiteral("docker"), QStringLiteral("exec"), QStringLiteral("-i"), m_box} + argv, input);
}

void SandboxBox::fault(const QStringList &words) const
{
    (void)run(QStringList{QStringLiteral(HERMES_SOURCE_DIR "/tests/sandbox/sandbox"), QStringLiteral("fault"),
                  QStringLiteral("--dir"), m_directory, fact(QStringLiteral("name"))}
        + words);
}

std::unique_ptr<docker::HttpEngine> SandboxBox::engine() const
{
    return std::make_unique<docker::HttpEngine>(
        [box = m_box](const Call &) {
            return openProcess({QStringLiteral("docker"), QStringLiteral("exec"), QStringLiteral("-i"), box,
                QStringLiteral("docker"), QStringLiteral("system"), QStringLiteral("dial-stdio")});
        },
        8);
}

Result<QByteArray> busyboxRootTar()
{
    using docker::TarEntry;
    QFile busybox(QStringLiteral("/bin/busybox"));
    if (!busybox.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, QStringLiteral("This test needs a static BusyBox"), busybox.errorString(),
            QStringLiteral("apt-get install busybox-static"));
    QList<TarEntry> entries;
    for (const char *directory : {"bin", "opt", "opt/data"})
        entries.append({QString::fromLatin1(directory), TarEntry::Type::Directory, {}, 0755, 0, 0, 0});
    entries.append({QStringLiteral("tmp"), TarEntry::Type::Directory, {}, 01777, 0, 0, 0});
    entries.append({QStringLiteral("opt/data/seed"), TarEntry::Type::File, "seed\n", 0644, 0, 0, 0});
    entries.append({QStringLiteral("bin/busybox"), TarEntry::Type::File, busybox.readAll(), 0755, 0, 0, 0});
    for (const char *name : {"sh", "sleep", "cat", "echo", "true", "rm", "touch", "wc", "nc", "wget"})
        entries.append(
            {QStringLiteral("bin/") + QString::fromLatin1(name), TarEntry::Type::SymLink, "busybox", 0777, 0, 0, 0});
    return docker::writeTar(entries);
}

} // namespace hermes::test
