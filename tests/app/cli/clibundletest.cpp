#include "clibundle.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace hermes::cli;

TEST(CliBundle, takesEveryLibraryButTheSystemsOwn)
{
    const auto found = librariesIn("\tlinux-vdso.so.1 (0x00007f9e00007000)\n"
                                   "\tlibcrypto.so.3 => /lib/x86_64-linux-gnu/libcrypto.so.3 (0x00007f9dff400000)\n"
                                   "\tlibstdc++.so.6 => /lib/x86_64-linux-gnu/libstdc++.so.6 (0x00007f9dfe800000)\n"
                                   "\tlibcom_err.so.2 => /lib/x86_64-linux-gnu/libcom_err.so.2 (0x00007f9dfff8e000)\n"
                                   "\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f9dfeb20000)\n"
                                   "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f9dfe61e000)\n"
                                   "\tlibresolv.so.2 => /lib/x86_64-linux-gnu/libresolv.so.2 (0x00007f9dfe32c000)\n"
                                   "\t/lib64/ld-linux-x86-64.so.2 (0x00007f9e00009000)\n");
    ASSERT_TRUE(found) << found.error().text().toStdString();
    EXPECT_EQ(found->keys(),
        QStringList(
            {QStringLiteral("libcom_err.so.2"), QStringLiteral("libcrypto.so.3"), QStringLiteral("libstdc++.so.6")}));
    EXPECT_EQ(found->value(QStringLiteral("libcrypto.so.3")), QStringLiteral("/lib/x86_64-linux-gnu/libcrypto.so.3"));
    EXPECT_EQ(librariesIn("\tlibQt6Core.so.6 => not found\n").error().kind, ErrorKind::Invalid);
}

TEST(CliBundle, readsWhatAProgramNeedsOfTheSystem)
{
    constexpr char names[] = "\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0GLIBC_PRIVATE";
    EXPECT_EQ(glibcOf(QByteArray(names, sizeof names)), QStringLiteral("2.34"));
    EXPECT_EQ(glibcOf("nothing"), QString());
    QByteArray elf("\177ELF\2\1\1");
    elf.append(11, '\0').append('\x3e').append('\0');
    EXPECT_EQ(machineOf(elf), QStringLiteral("x86_64"));
    elf[18] = char(0xb7);
    EXPECT_EQ(machineOf(elf), QStringLiteral("aarch64"));
    elf[18] = 3;
    EXPECT_EQ(machineOf(elf), QString());
    EXPECT_EQ(machineOf("#!/bin/sh\nexit 0 # long enough\n"), QString());
}

TEST(CliBundle, takesOnePublicKeyAndNothingElseOfItsLine)
{
    const QByteArray blob = "AAAAC3NzaC1lZDI1NTE5AAAAIA672x97/DRL0+/wJEaJfDFU36wrfnYanrdvo8SbRiyJ";
    const QString key = QStringLiteral("ssh-ed25519 ") + QString::fromLatin1(blob);
    EXPECT_EQ(*publicKeyIn("ssh-ed25519 " + blob + " nestjs@platform\n"), key);
    EXPECT_EQ(*publicKeyIn("ssh-ed25519 " + blob), key);
    for (const QByteArray &bad : {QByteArray(), QByteArray("-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n"),
             "command=\"sh\" ssh-ed25519 " + blob, "ssh-ed25519 " + blob + "\nssh-ed25519 " + blob + "\n",
             QByteArray("ssh-ed25519 short"), "ssh-ed25519 " + blob + "\"x"}) {
        const auto read = publicKeyIn(bad);
        ASSERT_FALSE(read) << bad.toStdString();
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(read.error().text().contains(QStringLiteral("hunter2")));
    }
}

TEST(CliBundle, takesSettingsWithoutPasswordsAlone)
{
    EXPECT_TRUE(checkSettings("# where\n\nHERMES_ADMIN_REGISTRY=postgresql://ops@db/fleet?passfile=/p\n"
                              "HERMES_ADMIN_IMAGE=x:1\n"));
    for (const char *bad : {"PATH=/tmp\n", "HERMES_ADMIN_IMAGE=\"x:1\"\n", "HERMES_ADMIN_IMAGE='x'\n",
             "HERMES_ADMIN_IMAGE=a\\b\n", "HERMES_ADMIN_IMAGE\n", "export HERMES_ADMIN_IMAGE=x\n",
             "HERMES_ADMIN_REGISTRY=postgresql://ops:hunter2@db/fleet\n",
             "HERMES_ADMIN_PLATFORM_DB=postgresql://ops:hunter2@db/fleet\n", "HERMES_ADMIN_IMAGE=\xe7\x88\xb1\n"}) {
        const Status checked = checkSettings(bad);
        ASSERT_FALSE(checked) << bad;
        EXPECT_EQ(checked.error().kind, ErrorKind::Invalid);
        EXPECT_FALSE(checked.error().text().contains(QStringLiteral("hunter2")));
    }
}
