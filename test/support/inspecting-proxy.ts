import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectProxy } from './connect-proxy.ts';

/** A company's proxy that opens every TLS connection with a certificate of its own making, and reads what goes by. */
export interface InspectingProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** The targets of all CONNECT requests, `host:port`. */
  readonly targets: readonly string[];
  /** The path of its certificate (PEM), which is for api.twilio.com. */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** Passes requests on to `target`. `subject` is the name in the certificate, as openssl takes it. Needs openssl. */
export async function startInspectingProxy(target: string, subject: string): Promise<InspectingProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'smsctl-certificates-'));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const names = ['-subj', subject, '-addext', 'subjectAltName=DNS:api.twilio.com'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const { port } = new URL(target);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (seen, response) => {
    const { url: path, method, headers } = seen;
    request({ port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const proxy = await startConnectProxy((socket) => {
    const onward = connect((server.address() as AddressInfo).port, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  return {
    ...{ url: proxy.url, targets: proxy.targets, certificate },
    close: async () => {
      await proxy.close();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
