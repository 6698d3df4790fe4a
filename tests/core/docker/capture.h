#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <gtest/gtest.h>

/// What a real Docker 20.10.24 answered (API 1.41), shortened by removing empty fields; archives, event lines and heads
/// are byte for byte.
inline QByteArray capture(const char *name)
{
    QFile file(QStringLiteral(DOCKER_CAPTURES "/") + QString::fromLatin1(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    return file.readAll();
}
