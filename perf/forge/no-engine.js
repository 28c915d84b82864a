// Stands in the engine's place where only what is around it is measured.
export const dispatch = async () => ({ status: 200, contentType: 'text/html', body: '' });
