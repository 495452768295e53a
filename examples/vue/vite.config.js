import vue from '@vitejs/plugin-vue';

export default {
  // Lets the page read `PARLEY_ENDPOINT`.
  envPrefix: 'PARLEY_',
  plugins: [vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('parley-')}}})],
};
