#include "backenddoor.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

namespace {

QString made(const QString &wanted)
{
    const auto arguments = doorArguments(wanted);
    return arguments ? arguments->join(QLatin1Char(' ')) : QStringLiteral("refused");
}

} // namespace

TEST(BackendDoor, opensForWhatABackendNeedsAndAlwaysForALimitedTime)
{
    const QString plain = QStringLiteral("provision --order o1 --json --timeout 60");
    EXPECT_EQ(made(QStringLiteral("provision --order o1 --json")), plain);
    EXPECT_EQ(made(QStringLiteral("hermes-admin provision --json --order o1")), plain);
    EXPECT_EQ(made(QStringLiteral("provision --order o1 --json --wait --timeout 90")),
        QStringLiteral("provision --order o1 --json --wait --timeout 90"));
    EXPECT_EQ(made(QStringLiteral("provision --timeout 999 --wait --json --order cmp6h01ii0k001")),
        QStringLiteral("provision --order cmp6h01ii0k001 --json --wait --timeout 600"));
    EXPECT_EQ(made(QStringLiteral("order status o1 --json")), QStringLiteral("order status o1 --json --timeout 60"));
    EXPECT_EQ(made(QStringLiteral("order verify o1 --code 12 --json")),
        QStringLiteral("order verify o1 --code 12 --json --timeout 60"));
}

TEST(BackendDoor, staysShutForEverythingElse)
{
    for (const char *wanted : {"", " ", "provision", "provision --order o1", "provision --json",
             "provision alice --json", "provision --order o1 --json x", "provision --order o1 --json --wait --wait",
             "provision --order o1 --order o2 --json", "provision --order --json", "provision --order -x --json",
             "provision --order=o1 --json", "provision --order o1 --json --timeout",
             "provision --order o1 --json --timeout 0", "provision --order o1 --json --timeout 1000",
             "provision --order o1 --json --timeout -1", "provision --order o1 --json --timeout 1e3",
             "provision --order o1 --json --registry sqlite:x", "provision --order o1 --json --data-dir /tmp",
             "provision --order o1 --json --plan", "provision --order o1 --json; id", "provision --order o1 --json\nid",
             "provision --order $(id) --json", "provision --order `id` --json", "provision --order o1 --json | id",
             "provision --order o1 --json & id", "provision --order o1 --json > x", "provision --order ../o1 --json",
             "provision --order 'o1' --json", "provision\t--order o1 --json", "order", "order status",
             "order status o1", "order status o1 --json --wait", "order verify o1 --json", "order verify o1 --code 12",
             "order verify o1 --code -1 --json", "order verify o1 --code 1234567890123 --json",
             "order verify --code 12 o1 --json", "order status o1 --code 12 --json", "order show o1 --json",
             "order list --json", "order recover o1 --json", "order status -o --json", "list --json",
             "destroy alice --yes", "exec alice -- id", "worker", "backend-door", "hermes-admin",
             "hermes-admin backend-door", "sh", "sh -c id", "internal-sftp", "/usr/lib/openssh/sftp-server",
             "scp -f /etc/passwd", "rsync --server"})
        EXPECT_EQ(made(QString::fromUtf8(wanted)), QStringLiteral("refused")) << wanted;
    EXPECT_EQ(made(QStringLiteral("provision --order o1 --json").leftJustified(300)), QStringLiteral("refused"));
    EXPECT_EQ(made(QStringLiteral("provision --order %1 --json").arg(QString(65, QLatin1Char('a')))),
        QStringLiteral("refused"));
    QString withNull = QStringLiteral("provision --order o1 --json");
    withNull.append(QChar(u'\0'));
    EXPECT_EQ(made(withNull), QStringLiteral("refused"));
    EXPECT_EQ(made(QString::fromUtf8("provision --order o\u200b1 --json")), QStringLiteral("refused"));
}

TEST(BackendDoor, doesNotRepeatWhatItRefuses)
{
    const auto refused = doorArguments(QStringLiteral("cat hunter2-canary"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_FALSE(refused.error().text().contains(QStringLiteral("canary")));
}

TEST(BackendDoor, takesNoSettingsFromWhoComes)
{
    QProcessEnvironment sent;
    for (const char *name : {"HERMES_ADMIN_REGISTRY", "HERMES_ADMIN_HOME", "HERMES_ADMIN_FAILPOINT", "HERMES_OTHER",
             "HERMES_ADMIN_ENVIRONMENT", "SSH_ORIGINAL_COMMAND", "HOME"})
        sent.insert(QString::fromLatin1(name), QStringLiteral("x"));
    EXPECT_EQ(doorEnvironment(sent).keys(),
        QStringList({QStringLiteral("HERMES_ADMIN_ENVIRONMENT"), QStringLiteral("HOME"),
            QStringLiteral("SSH_ORIGINAL_COMMAND")}));
}
