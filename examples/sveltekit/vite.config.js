import {sveltekit} from '@sveltejs/kit/vite';

export default {
  plugins: [sveltekit()],
  server: {host: '127.0.0.1', port: Number(process.env.PORT ?? 5173)},
};
