import { PrismaService } from './prisma.service.js';

/** One connection, for a command that is no gateway. */
export async function withPrisma<T>(
  databaseUrl: string,
  work: (prisma: PrismaService) => Promise<T>,
): Promise<T> {
  const prisma = new PrismaService(databaseUrl, 1);
  try {
    return await work(prisma);
  } finally {
    await prisma.onApplicationShutdown();
  }
}
