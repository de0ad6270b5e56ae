/**
 * The address lab: a network of its own in which every kind of private address answers, and a name server that lies.
 * A child process of test/address-lab.test.ts, started in a network namespace in which all addresses are this machine;
 * nothing leaves it. Prints one JSON document: what was fetched, and what every private server saw.
 */
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import type { FetchRequest } from '../notes/sources/fetch.ts';

/** Of a public server, and of those that must never be reached. */
const publicAddresses = ['93.184.216.34', '2606:4700:10::1'];
export const privateAddresses = [
  ...[
    '127.0.0.1',
    '127.0.0.2',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '169.254.169.254',
    '169.254.1.1',
  ],
  ...['172.16.5.5', '192.0.0.192', '192.168.1.1', '198.18.0.1', '203.0.113.9', '168.63.129.16', '0.0.0.0'],
  ...['::1', 'fd00::1', 'fd00:ec2::254', 'fec0::1', '2001:db8::1', '2002:a01:203::1'],
  // The system sends these to the IPv4 address inside.
  '::ffff:10.1.2.3',
];

export interface LabReport {
  /** By what was tried: `fetched 200`, or why not. */
  results: Record<string, string>;
  /** Requests and bare connections at private addresses. */
  seen: string[];
  /** Requests at the public server: `host/path`. */
  asked: string[];
  /** Names that were looked up, in order, with the kind of address. */
  lookedUp: string[];
}

/** What the name server says, by name: one set of addresses a question, and again from the first. */
const names: Record<string, string[][]> = {
  'public.test': [publicAddresses],
  'second.test': [publicAddresses],
  'four.test': [['93.184.216.34']],
  // Rebinding: first the public address, so that it is checked, then the private one.
  'rebind.test': [['93.184.216.34'], ['127.0.0.1']],
  'rebind-ten.test': [['93.184.216.34'], ['10.1.2.3']],
  'rebind-back.test': [['10.1.2.3'], ['93.184.216.34']],
  'rebind-six.test': [['2606:4700:10::1'], ['fd00::1']],
  'mixed.test': [['93.184.216.34', '10.1.2.3']],
  'mixed-six.test': [['93.184.216.34', '::1']],
  'mixed-metadata.test': [['93.184.216.34', '169.254.169.254']],
  'only-six.test': [['fd00::1']],
  'localhost.test': [['127.0.0.1']],
  '127.0.0.1.nip.io': [['127.0.0.1']],
  'x.localhost': [['93.184.216.34']],
  'wiki.home': [['10.1.2.3']],
  'keys.home': [['169.254.169.254']],
  ...Object.fromEntries(privateAddresses.map((address, index) => [`private-${index}.test`, [[address]]])),
};

/** Its name servers are broken, as those of a lapsed domain are. */
const broken = 'servfail.test';

const questions = new Map<string, number>();

/** A name server of twenty lines (RFC 1035): answers A and AAAA with time to live 0. */
function answerTo(question: Buffer, lookedUp: string[]): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = question.readUInt16BE(at + 1);
  const isSix = type === 28;
  const name = labels.join('.').toLowerCase();
  const sets = names[name];
  lookedUp.push(`${name} ${isSix ? 'AAAA' : 'A'}`);
  const asked = questions.get(name) ?? 0;
  // A and AAAA are one question to who asks: it moves on with the kind that the first set has.
  const counts = (sets?.[0] ?? []).some((address) => address.includes(':') === isSix);
  if (counts) questions.set(name, asked + 1);
  const set = sets?.[asked % sets.length] ?? [];
  const found = set.filter((address) => address.includes(':') === isSix && (isSix || type === 1));
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(name === broken ? 0x8182 : sets ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  const records = found.map((address) => {
    const bytes = bytesOf(address);
    const head = Buffer.from([0xc0, 12, 0, isSix ? 28 : 1, 0, 1, 0, 0, 0, 0, 0, bytes.length]);
    return Buffer.concat([head, bytes]);
  });
  return Buffer.concat([header, question.subarray(12, at + 5), ...records]);
}

function bytesOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  // Written out by the URL parser, so that dotted tails need no care.
  const [head = '', tail = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

async function lab(): Promise<LabReport> {
  const report: LabReport = { results: {}, seen: [], asked: [], lookedUp: [] };
  await withoutNetwork(report);
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  const inside = [...publicAddresses, ...privateAddresses].filter(
    (one) => !/^127\.|^0\.|^::1$|^::ffff/.test(one),
  );
  for (const address of inside) {
    const isSix = address.includes(':');
    execFileSync('ip', [
      'addr',
      'add',
      `${address}/${isSix ? '128' : '32'}`,
      'dev',
      'lo',
      ...(isSix ? ['nodad'] : []),
    ]);
  }

  const nameServer = createSocket('udp4');
  nameServer.on('message', (question, from) =>
    nameServer.send(answerTo(question, report.lookedUp), from.port, from.address),
  );
  await new Promise<void>((resolve) => nameServer.bind(53, '127.0.0.1', resolve));

  const server = createServer((request, response) => {
    const local = (request.socket.localAddress ?? '').replace(/^::ffff:/, '');
    const url = new URL(request.url ?? '/', 'http://here/');
    if (!publicAddresses.includes(local)) {
      response.end('SECRET');
      return;
    }
    report.asked.push(`${request.headers.host ?? ''}${url.pathname}`);
    const to = url.searchParams.get('to');
    if (to !== null) response.writeHead(302, { location: to }).end();
    else
      response.writeHead(200, { 'content-type': 'text/html' }).end(pageWith(url.searchParams.get('picture')));
  });
  server.on('connection', (socket) => {
    const local = (socket.localAddress ?? '').replace(/^::ffff:/, '');
    if (!publicAddresses.includes(local)) report.seen.push(local);
  });
  const alive = [80, 443, 8080].map((port) => {
    const listening =
      port === 80 ? server : createServer().on('connection', (socket) => server.emit('connection', socket));
    return new Promise<void>((resolve) => listening.listen(port, '::', resolve));
  });
  await Promise.all(alive);
  await attacks(report);
  await oneLost(report);
  return report;
}

/** Before anything in the namespace is up. */
async function withoutNetwork(report: LabReport): Promise<void> {
  const { openDoor } = await import('../notes/sources/fetch.ts');
  const door = openDoor({ allowed: [] });
  for (const address of ['http://public.test/', 'https://93.184.216.34/', 'http://[2606:4700:10::1]/']) {
    const result = await door.fetch(address, { what: 'page' });
    report.results[`offline ${address}`] = result.kind === 'failed' ? result.reason : 'fetched';
  }
}

/** One host that can't be found, before and after another one answered, on a machine with a cable. */
async function oneLost(report: LabReport): Promise<void> {
  try {
    execFileSync('ip', ['link', 'add', 'cable0', 'type', 'veth', 'peer', 'name', 'cable1'], {
      stdio: 'ignore',
    });
    execFileSync('ip', ['addr', 'add', '192.168.77.1/24', 'dev', 'cable0']);
    for (const end of ['cable0', 'cable1']) execFileSync('ip', ['link', 'set', end, 'up']);
  } catch {
    // Not every kernel has them.
    return;
  }
  const { openDoor } = await import('../notes/sources/fetch.ts');
  const door = openDoor({ allowed: [] });
  const tried = async (name: string, address: string): Promise<void> => {
    const result = await door.fetch(address, { what: 'page' });
    report.results[name] = result.kind === 'failed' ? result.reason : `fetched ${result.status}`;
  };
  await tried('lost, first', `http://${broken}/`);
  await tried('lost, another', 'http://public.test/');
  await tried('lost, again', `http://${broken}/`);
  await tried('lost, unknown', 'http://no-such-name.test/');
}

const pageWith = (picture: string | null): string =>
  `<!doctype html><title>Public</title>${picture === null ? '' : `<meta property="og:image" content="${picture}">`}<p>Text.</p>`;

async function attacks(report: LabReport): Promise<void> {
  const { openDoor } = await import('../notes/sources/fetch.ts');
  const { fetchCard } = await import('../notes/sources/card.ts');
  const { PageThread } = await import('../notes/sources/page-thread.ts');
  const pages = new PageThread();
  const door = openDoor({ allowed: [] });
  const tried = async (
    name: string,
    address: string,
    what: FetchRequest['what'] = 'page',
    through = door,
  ) => {
    const result = await through.fetch(address, { what });
    const text =
      result.kind === 'failed'
        ? result.reason
        : `fetched ${result.bytes.includes('SECRET') ? 'SECRET' : result.status}`;
    report.results[name] = text;
  };
  for (const name of ['public.test', 'four.test', 'second.test']) await tried(name, `http://${name}/`);
  await tried('public literal', 'http://93.184.216.34/');
  await tried('public literal, IPv6', 'http://[2606:4700:10::1]/');
  await tried('public redirect', `http://public.test/?to=${encodeURIComponent('http://second.test/')}`);

  const hosts = [
    ...Object.keys(names).filter((name) => !/^(?:public|second|four|rebind.*)\.test$|\.home$/.test(name)),
    ...privateAddresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ];
  for (const host of hosts) {
    await tried(`direct ${host}`, `http://${host}/`);
    await tried(`picture ${host}`, `http://${host}/x.png`, 'picture');
    await tried(`https ${host}`, `https://${host}/`, 'check');
    await tried(`redirect ${host}`, `http://public.test/?to=${encodeURIComponent(`http://${host}/`)}`);
    const page = `http://public.test/?picture=${encodeURIComponent(`http://${host}/x.png`)}`;
    const card = await fetchCard(door, pages, page, () => Promise.resolve('kept'));
    report.results[`card ${host}`] =
      card.kind === 'failed' ? card.reason : `picture ${String(card.card.picture)}`;
  }
  for (const host of ['rebind.test', 'rebind-ten.test', 'rebind-back.test', 'rebind-six.test']) {
    for (let round = 0; round < 6; round++) {
      await tried(`${host} ${round}`, `http://${host}/`);
      await tried(
        `${host} ${round}, redirect`,
        `http://public.test/?to=${encodeURIComponent(`http://${host}/`)}`,
      );
    }
  }
  const before = report.lookedUp.length;
  await tried('once', 'http://four.test/');
  report.results['lookups of one fetch'] = report.lookedUp.slice(before).sort().join(', ');

  // What was allowed is reached, and nothing beside it. Its connection is expected, so it is taken out of the list.
  const seenBefore = report.seen.length;
  const home = openDoor({ allowed: ['wiki.home:80', 'keys.home:80', 'rebind-ten.test:80'] });
  await tried('allowed wiki.home', 'http://wiki.home/', 'check', home);
  report.results['connections to wiki.home'] = report.seen.splice(seenBefore).join();
  await tried('allowed keys.home', 'http://keys.home/', 'check', home);
  await tried('beside it', 'http://10.1.2.3/', 'check', home);
  await tried('other port', 'http://wiki.home:8080/', 'check', home);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(JSON.stringify(await lab()));
  process.exit(0);
}
