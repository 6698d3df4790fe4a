#include "application.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

struct Answer {
    int exit = -1;
    QString out;
    QString err;
    [[nodiscard]] QJsonObject row() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
    [[nodiscard]] QJsonObject error() const { return row().value(QLatin1String("error")).toObject(); }
};

QString readAll(FILE *file)
{
    std::rewind(file);
    QByteArray all(1 << 16, '\0');
    all.resize(static_cast<qsizetype>(std::fread(all.data(), 1, 1 << 16, file)));
    std::fclose(file);
    return QString::fromUtf8(all);
}

// The program without a terminal, over a data directory that does not exist yet.
class Application : public testing::Test {
protected:
    Answer run(const QStringList &arguments, Environment environment = {})
    {
        environment.dataDir = m_folder.filePath(QStringLiteral("home"));
        FILE *out = std::tmpfile();
        FILE *err = std::tmpfile();
        Terminal terminal(nullptr, false, {});
        Answer answer;
        answer.exit = cli::run(arguments, environment, terminal, {}, out, err);
        answer.out = readAll(out);
        answer.err = readAll(err);
        return answer;
    }
    [[nodiscard]] bool touchedNothing() const { return !QDir(m_folder.filePath(QStringLiteral("home"))).exists(); }
    QTemporaryDir m_folder;
};

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

} // namespace

TEST_F(Application, refusesBadUsageWithTwoAndTouchesNothing)
{
    for (const char *line : {"", "nonsense", "list --nonsense", "host", "show", "provision", "list --timeout never",
             "list --timeout -1", "list -- x", "list --phase nonsense", "provision default", "provision a;b",
             "provision ../a", "provision 爱丽丝", "provision alice --tier gold", "provision alice --secret KEY=value",
             "provision alice --secret KEY=@/no/such/file", "provision alice --secret A=- --secret A=-",
             "list --registry postgresql://u:hunter2@h/db", "host add x --ssh ::1", "host add x --ssh a --auth key",
             "host add x --ssh a --auth magic", "host add x --ssh a --identity /no/such",
             "host add x --ssh a --port-range 9-1", "host add x --ssh a --bridge-subnet nowhere",
             "host add x --ssh a --capacity -1", "host add x --ssh a --jump a;b", "host trust x --fingerprint MD5:00",
             "bind alice --verify-code abc", "bind alice --wait --no-wait", "worker --plan",
             "bind alice --move-from alice", "adopt a;b", "adopt ecs-1 box --name a;b", "adopt",
             "bind alice --move-from bob --no-wait", "fsck --repair --rebuild", "fsck --wait", "host forget x",
             "purge a;b", "logs alice -n -5", "logs alice -n many", "logs alice --since yesterday"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 2) << line;
        EXPECT_TRUE(answer.out.isEmpty()) << line << answer.out.toStdString();
        EXPECT_FALSE(answer.err.isEmpty()) << line;
        EXPECT_FALSE(answer.err.contains(QStringLiteral("hunter2"))) << line;
        EXPECT_TRUE(touchedNothing()) << line;
    }
}

TEST_F(Application, answersBadUsageInJsonWhereverTheFlagStands)
{
    for (const char *line : {"--json nonsense", "list --nonsense --json", "provision --json a;b", "show --json"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 2) << line;
        EXPECT_EQ(answer.error().value(QLatin1String("kind")), QStringLiteral("Invalid")) << line;
        EXPECT_EQ(answer.error().value(QLatin1String("exit")).toInt(), 2) << line;
        EXPECT_TRUE(answer.err.isEmpty()) << line;
    }
}

TEST_F(Application, saysOfReservedCommandsThatTheyAreNotAvailableYet)
{
    for (const char *line : {"config alice get", "pairing alice list", "host services x", "host import"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 2) << line;
        EXPECT_TRUE(answer.err.contains(QStringLiteral("is not available yet"))) << line << answer.err.toStdString();
        EXPECT_TRUE(touchedNothing()) << line;
    }
}

TEST_F(Application, answersItsOwnFailuresInExecWith125)
{
    for (const char *line : {"exec", "exec alice ls", "exec alice", "exec a;b -- ls", "exec nobody -- ls"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 125) << line << answer.err.toStdString();
    }
}

TEST_F(Application, helpsAndSaysItsVersionOnStandardOutput)
{
    for (const char *line : {"--help", "host --help", "host add --help", "exec --help", "--version"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 0) << line;
        EXPECT_FALSE(answer.out.isEmpty()) << line;
        EXPECT_TRUE(touchedNothing()) << line;
    }
    EXPECT_FALSE(run(words("--help")).out.contains(QStringLiteral("pairing")));
}

TEST_F(Application, takesNamesThatAreCommandsToo)
{
    const Answer answer = run(words("show list --json"));
    EXPECT_EQ(answer.exit, 3) << answer.out.toStdString();
    EXPECT_EQ(answer.error().value(QLatin1String("kind")), QStringLiteral("NotFound"));
    EXPECT_EQ(run(words("host show add")).exit, 3);
}

TEST_F(Application, listsAnEmptyFleet)
{
    EXPECT_EQ(run(words("list --json")).out, QStringLiteral("[]\n"));
    EXPECT_EQ(run(words("host list --json")).out, QStringLiteral("[]\n"));
    EXPECT_EQ(run(words("--json list")).exit, 0);
}

TEST_F(Application, findsNobody)
{
    for (const char *line : {"show alice", "health alice", "stop alice", "start alice", "restart alice",
             "destroy alice --yes", "bind alice", "rebind alice", "logs alice", "host show x", "host test x",
             "host remove x", "host trust x", "list --host x", "bind alice --verify-code 12"}) {
        const Answer answer = run(words(line));
        EXPECT_EQ(answer.exit, 3) << line << answer.err.toStdString();
        EXPECT_TRUE(answer.out.isEmpty()) << line;
    }
}

TEST_F(Application, leavesTheWorkToALiveWorkerAndFollowsItOnlyWithWait)
{
    ASSERT_EQ(run(words("list")).exit, 0);
    SystemClock clock;
    SystemRandom random;
    const auto registry = Registry::open(
        QStringLiteral("sqlite:") + m_folder.filePath(QStringLiteral("home/registry.db")), clock, random);
    ASSERT_TRUE(registry) << registry.error().text().toStdString();
    ASSERT_TRUE((*registry)->beatWorker(QStringLiteral("w1"), {QStringLiteral("worker@ecs-1"), {}}));

    const Answer recorded = run(words("provision alice --json"));
    EXPECT_EQ(recorded.exit, 0) << recorded.out.toStdString();
    EXPECT_EQ(recorded.row().value(QLatin1String("phase")), QStringLiteral("REQUESTED"));
    const Answer followed = run(words("provision alice --wait --timeout 0.5 --json"));
    EXPECT_EQ(followed.exit, 1) << followed.out.toStdString();
    EXPECT_EQ(followed.error().value(QLatin1String("kind")), QStringLiteral("Timeout"));
    EXPECT_TRUE(
        followed.error().value(QLatin1String("detail")).toString().contains(QStringLiteral("A worker goes on")));
    EXPECT_EQ((*registry)->tenant(QStringLiteral("alice")).value_or(Tenant{}).phase, Phase::Requested);
}

TEST_F(Application, saysThatThereIsNoHostToPlaceATenantOn)
{
    const Answer answer = run(words("provision alice --json --timeout 20"));
    EXPECT_EQ(answer.exit, 4) << answer.out.toStdString();
    EXPECT_FALSE(answer.error().value(QLatin1String("hint")).isNull());
}

TEST_F(Application, refusesADataDirectoryThatIsAFile)
{
    QFile file(m_folder.filePath(QStringLiteral("file")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    const Answer answer = run({QStringLiteral("list"), QStringLiteral("--data-dir"), file.fileName()});
    EXPECT_EQ(answer.exit, 2);
    EXPECT_TRUE(answer.err.contains(QStringLiteral("--data-dir")));
}
