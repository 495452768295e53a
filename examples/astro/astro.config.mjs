import node from '@astrojs/node';

export default {
  output: 'server',
  adapter: node({mode: 'standalone'}),
  server: {host: '127.0.0.1', port: Number(process.env.PORT ?? 4321)},
  devToolbar: {enabled: false},
};
